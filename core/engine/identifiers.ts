/** Ids that are unique within one engine and say what they name: `document-1`, `schema-2`. */
export function createIdentifiers(prefix: string): () => string {
  let count = 0;
  return () => {
    count += 1;
    return `${prefix}-${count}`;
  };
}
