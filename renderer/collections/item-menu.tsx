import type { RefObject } from "react";
import { Popover } from "../ui/popover.tsx";
import { closeCollection, openSaved, readCollection } from "./actions.ts";
import { duplicate } from "./change.ts";
import { type CollectionRow, folderOf } from "./rows.ts";
import { runSaved } from "./run.ts";
import { collectionDialog, renamedPath } from "./store.ts";

interface ItemMenuProps {
  readonly row: CollectionRow;
  readonly collection: string;
  /** Distance from the top of the tree, in CSS pixels. */
  readonly top: number;
  readonly anchor: RefObject<HTMLElement | null>;
  readonly onClose: () => void;
}

/** What can be done with a row. */
export function ItemMenu({ row, collection, top, anchor, onClose }: ItemMenuProps) {
  const entries = row.kind === "collection" ? collectionEntries(row.path) : itemEntries(row, collection);
  return (
    <div className="item-menu-place" style={{ top }}>
      <Popover label="Actions" className="item-menu" anchor={anchor} onClose={onClose}>
        <ul>
          {entries.map(([label, act]) => (
            <li key={label}>
              <button
                type="button"
                className="menu-entry"
                onClick={() => {
                  onClose();
                  act();
                }}
              >
                {label}
              </button>
            </li>
          ))}
        </ul>
      </Popover>
    </div>
  );
}

type Entry = readonly [label: string, act: () => unknown];

function collectionEntries(path: string): readonly Entry[] {
  return [
    ["Run all", () => runSaved(path, path)],
    ["New folder…", () => askName(path)],
    ["Read again", () => readCollection(path)],
    ["Close", () => closeCollection(path)],
  ];
}

function itemEntries(row: Extract<CollectionRow, { kind: "item" }>, collection: string): readonly Entry[] {
  const { path, item } = row;
  const run: readonly Entry[] = [["Run", () => runSaved(collection, path)]];
  const folder: readonly Entry[] = [...run, ["New folder…", () => askName(path)]];
  const request: readonly Entry[] = [["Open", () => openSaved(collection, path)], ...run];
  const first = item.kind === "folder" ? folder : item.kind === "request" ? request : [];
  return [
    ...first,
    ["Rename", () => renamedPath.update(() => path)],
    ["Duplicate", () => duplicate(path)],
    ...(item.kind === "folder" ? [] : [["New folder here…", () => askName(folderOf(path))] as const]),
    ["Remove…", () => collectionDialog.update(() => ({ kind: "remove", path, name: item.name }))],
  ];
}

function askName(path: string): void {
  collectionDialog.update(() => ({ kind: "name", purpose: "folder", path, name: "" }));
}
