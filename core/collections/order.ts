/** The order of the items of a folder. */

/** What an item is sorted by. */
export interface Place {
  readonly isFolder: boolean;
  readonly sequence: number | undefined;
  /** Of the file. */
  readonly name: string;
}

/** Folders first, then by sequence, those without one last, then by the name of the file: the same on every machine. */
export function inOrder(left: Place, right: Place): number {
  if (left.isFolder !== right.isFolder) return left.isFolder ? -1 : 1;
  const first = left.sequence ?? Number.POSITIVE_INFINITY;
  const second = right.sequence ?? Number.POSITIVE_INFINITY;
  if (first !== second) return first - second;
  return left.name < right.name ? -1 : 1;
}
