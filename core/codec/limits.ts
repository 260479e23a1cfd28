/** How many messages may be nested below the outermost one unless the caller says otherwise; what other parsers allow. */
const DEFAULT_DEPTH = 100;
/** The most a caller may ask for, so that recursion never exhausts the stack. */
const DEEPEST = 500;
/** How many findings one text or one message yields. */
export const MOST_FINDINGS = 100;

/** The depth limit of a call, from the option it was given. */
export function depthLimit(asked: number | undefined): number {
  if (asked === undefined || Number.isNaN(asked)) return DEFAULT_DEPTH;
  return Math.max(0, Math.min(DEEPEST, Math.floor(asked)));
}
