import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { drifts } from "../schema/drift/drifts.ts";
import { savedMarks } from "../schema/drift/saved-marks.ts";
import { schemaName } from "../schema/drift/unfit-mark.tsx";
import { activeRequest } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { openSaved } from "./actions.ts";
import { move } from "./change.ts";
import { CollectionRowView } from "./collection-row-view.tsx";
import { dropPlace } from "./drop-place.ts";
import { ItemMenu } from "./item-menu.tsx";
import { type CollectionRow, collectionRows, folderOf } from "./rows.ts";
import { toggleFolder } from "./state.ts";
import { collectionDialog, collections, renamedPath } from "./store.ts";

const ROW_HEIGHT = 26;

interface Menu {
  readonly path: string;
  readonly top: number;
}

/** Saved requests in their folders; keys, drag and a menu change the tree. */
export function CollectionTree({ filter }: { readonly filter: string }) {
  const state = useStore(collections, (now) => now);
  const rows = useMemo(() => collectionRows(state.open, filter), [state.open, filter]);
  const drifted = useStore(drifts, (now) => now);
  const unfit = useMemo(() => savedMarks(drifted, schemaName), [drifted]);
  const current = useStore(drafts, (now) => activeRequest(now)?.saved?.file ?? "");
  const renamed = useStore(renamedPath, (now) => now);
  const [active, setActive] = useState(0);
  const [menu, setMenu] = useState<Menu>();
  const [dragged, setDragged] = useState<string>();
  const treeId = useId();
  const place = useRef<HTMLDivElement>(null);
  if (rows.length === 0) return null;
  const at = rows[Math.min(active, rows.length - 1)];

  function open(row: (typeof rows)[number]) {
    if (isFolder(row)) collections.update((now) => toggleFolder(now, row.collection, row.path));
    else void openSaved(row.collection, row.path);
  }

  function press(event: KeyboardEvent) {
    const last = rows.length - 1;
    if (event.key === "ArrowDown" && !event.altKey) setActive(Math.min(last, active + 1));
    else if (event.key === "ArrowUp" && !event.altKey) setActive(Math.max(0, active - 1));
    else if (event.key === "Home") setActive(0);
    else if (event.key === "End") setActive(last);
    else if (at === undefined) return;
    else if (event.altKey && (event.key === "ArrowUp" || event.key === "ArrowDown")) {
      void shift(rows, active, event.key === "ArrowUp" ? -1 : 1);
    } else if (event.key === "Enter" || event.key === " ") open(at);
    else if (event.key === "ArrowRight" && isFolder(at) && !at.open) open(at);
    else if (event.key === "ArrowLeft" && isFolder(at) && at.open) open(at);
    else if (event.key === "F2" && at.kind === "item") {
      renamedPath.update(() => at.path);
    } else if (event.key === "Delete" && at.kind === "item") {
      collectionDialog.update(() => ({ kind: "remove", path: at.path, name: at.item.name }));
    } else if (event.key === "ContextMenu" || (event.shiftKey && event.key === "F10")) {
      setMenu({ path: at.path, top: (active + 1) * ROW_HEIGHT });
    } else return;
    event.preventDefault();
  }

  const menuRow = rows.find(({ path }) => path === menu?.path);
  return (
    <div ref={place} className="collection-place">
      <VirtualRows
        role="tree"
        aria-label="Saved requests"
        aria-activedescendant={`${treeId}-${active}`}
        tabIndex={0}
        className="schema-tree collection-tree"
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        shown={active}
        onKeyDown={press}
        renderRow={(index) => {
          const row = rows[index];
          if (row === undefined) return null;
          return (
            <CollectionRowView
              key={row.path}
              id={`${treeId}-${index}`}
              row={row}
              mark={state.marks[row.path]}
              unfit={unfit}
              focused={index === active}
              current={row.path === current}
              dragged={dragged}
              isRenamed={row.path === renamed}
              onRenamed={() => {
                renamedPath.update(() => undefined);
                place.current?.querySelector<HTMLElement>("[role=tree]")?.focus();
              }}
              onOpen={() => {
                setActive(index);
                open(row);
              }}
              onMenu={(top) => {
                setActive(index);
                setMenu({ path: row.path, top: top - (place.current?.getBoundingClientRect().top ?? 0) });
              }}
              onDrag={setDragged}
              onDrop={(half) => {
                const to = dragged === undefined ? undefined : dropPlace(rows, dragged, index, half);
                setDragged(undefined);
                if (dragged !== undefined && to !== undefined) void move(dragged, to.folder, to.before);
              }}
            />
          );
        }}
      />
      {menuRow === undefined || menu === undefined ? null : (
        <ItemMenu
          row={menuRow}
          collection={menuRow.collection}
          top={menu.top}
          anchor={place}
          onClose={() => setMenu(undefined)}
        />
      )}
    </div>
  );
}

function isFolder(row: CollectionRow): boolean {
  return row.kind === "collection" || row.item.kind === "folder";
}

/** Moves an item past its neighbour among those of the same folder and kind. */
async function shift(rows: readonly CollectionRow[], index: number, step: -1 | 1): Promise<void> {
  const row = rows[index];
  if (row?.kind !== "item") return;
  const siblings = rows.filter(
    (other) =>
      other.kind === "item" &&
      folderOf(other.path) === folderOf(row.path) &&
      (other.item.kind === "folder") === (row.item.kind === "folder"),
  );
  const at = siblings.indexOf(row);
  const past = siblings[at + step];
  if (past === undefined) return;
  const before = step === -1 ? past : siblings[at + 2];
  await move(row.path, folderOf(row.path), before?.path);
}
