/** Rows asked of the engine at a time. */
const pageLength = 2000;

/** Consecutive half-open pages that cover `count` rows. */
export function pages(count: number): readonly { readonly start: number; readonly end: number }[] {
  return Array.from({ length: Math.ceil(count / pageLength) }, (_, index) => ({
    start: index * pageLength,
    end: Math.min(count, (index + 1) * pageLength),
  }));
}
