import { type KeyboardEvent, useId, useMemo, useRef, useState } from "react";
import { listStep } from "../keys/list-step.ts";
import { drifts } from "../schema/drift/drifts.ts";
import { savedMarks } from "../schema/drift/saved-marks.ts";
import { schemaName } from "../schema/drift/unfit-mark.tsx";
import { activeRequest } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { CollectionRowView } from "./collection-row-view.tsx";
import { ItemMenu } from "./item-menu.tsx";
import { collectionRows } from "./rows.ts";
import { collections, renamedPath } from "./store.ts";
import { dropRow, openRow, performAct } from "./tree-acts.ts";
import { treeAct } from "./tree-keys.ts";

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
  // A filter may have left fewer rows than there were.
  const at = Math.min(active, rows.length - 1);

  function press(event: KeyboardEvent) {
    const row = rows[at];
    const act = row === undefined ? undefined : treeAct(event, row);
    const next = listStep(event.key, at, rows.length);
    if (act === "menu") setMenu({ path: row?.path ?? "", top: (at + 1) * ROW_HEIGHT });
    else if (act !== undefined) performAct(rows, at, act);
    else if (next !== undefined) setActive(next);
    else return;
    event.preventDefault();
  }

  const menuRow = rows.find(({ path }) => path === menu?.path);
  return (
    <div ref={place} className="collection-place">
      <VirtualRows
        role="tree"
        aria-label="Saved requests"
        aria-activedescendant={`${treeId}-${at}`}
        tabIndex={0}
        className="schema-tree collection-tree"
        count={rows.length}
        rowHeight={ROW_HEIGHT}
        shown={at}
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
              focused={index === at}
              current={row.path === current}
              dragged={dragged}
              isRenamed={row.path === renamed}
              onRenamed={() => {
                renamedPath.update(() => undefined);
                place.current?.querySelector<HTMLElement>("[role=tree]")?.focus();
              }}
              onOpen={() => {
                setActive(index);
                openRow(row);
              }}
              onMenu={(top) => {
                setActive(index);
                setMenu({ path: row.path, top: top - (place.current?.getBoundingClientRect().top ?? 0) });
              }}
              onDrag={setDragged}
              onDrop={(half) => {
                setDragged(undefined);
                dropRow(rows, dragged, index, half);
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
