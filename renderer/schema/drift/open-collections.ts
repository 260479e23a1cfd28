/** The collections whose saved requests are checked when a schema changes. */

const paths = new Set<string>();

/** The folders of the collections that are open. */
export function openCollectionPaths(): readonly string[] {
  return [...paths];
}

/** Tells which collections are open; saved requests of others are not looked at. */
export function noteOpenCollections(open: readonly string[]): void {
  paths.clear();
  for (const path of open) paths.add(path);
}
