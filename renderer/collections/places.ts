/** Where in the open collections something can be saved. Pure. */
import { nameOf } from "./rows.ts";
import type { OpenCollection } from "./state.ts";

/** A folder that something can be saved into, and its name with those above it. */
export interface Place {
  readonly path: string;
  readonly label: string;
}

/** The collection and its folders, in the order of its tree. */
export function placesIn({ path, tree }: OpenCollection): readonly Place[] {
  const root = tree?.name ?? nameOf(path);
  const folders = (tree?.items ?? []).filter(({ kind }) => kind === "folder");
  const labels = new Map<string, string>();
  for (const { id, parentId, name } of folders)
    labels.set(id, `${labels.get(parentId ?? "") ?? root} / ${name}`);
  return [
    { path, label: root },
    ...folders.map((item) => ({ path: item.path, label: labels.get(item.id) ?? item.name })),
  ];
}
