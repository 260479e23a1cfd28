import { type DragEvent, useState } from "react";
import { counted, formatDuration } from "../format/sizes.ts";
import { drafts, runs } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { KindChip } from "../ui/kind-chip.tsx";
import type { RowHalf } from "./drop-place.ts";
import { NameField } from "./name-field.tsx";
import type { CollectionRow } from "./rows.ts";
import type { RunMark } from "./state.ts";
import { UnfitSavedMark } from "./unfit-saved-mark.tsx";

interface CollectionRowViewProps {
  readonly id: string;
  readonly row: CollectionRow;
  readonly mark: RunMark | undefined;
  /** What is wrong with saved requests whose schema changed, by file. */
  readonly unfit: ReadonlyMap<string, string>;
  /** Has the keyboard. */
  readonly focused: boolean;
  /** Is the request in front. */
  readonly current: boolean;
  /** The path that is dragged. */
  readonly dragged: string | undefined;
  /** Its name is being changed. */
  readonly isRenamed: boolean;
  readonly onRenamed: () => void;
  readonly onOpen: () => void;
  /** With the lower edge of the row on the screen. */
  readonly onMenu: (bottom: number) => void;
  readonly onDrag: (path: string | undefined) => void;
  readonly onDrop: (half: RowHalf) => void;
}

/** One row of the tree: a collection, a folder, a request, or a file that could not be read. */
export function CollectionRowView(props: CollectionRowViewProps) {
  const { id, row, mark, unfit, focused, current, dragged, isRenamed } = props;
  const { onRenamed, onOpen, onMenu, onDrag, onDrop } = props;
  const [over, setOver] = useState<RowHalf>();
  const folder = row.kind === "collection" || row.item.kind === "folder";
  const name = row.kind === "collection" ? row.name : row.item.name;
  const classes = [
    "schema-row collection-row",
    `saved-${row.kind === "collection" ? "collection" : row.item.kind}`,
    focused ? "focused" : "",
    current ? "active" : "",
    over === undefined ? "" : folder ? "drop-into" : `drop-${over}`,
  ];
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: the tree has the keys
    // biome-ignore lint/a11y/useFocusableInteractive: it names the active row
    <div
      id={id}
      role="treeitem"
      aria-level={row.kind === "collection" ? 1 : row.depth + 2}
      aria-selected={focused}
      {...(folder ? { "aria-expanded": row.open } : {})}
      className={classes.filter((one) => one !== "").join(" ")}
      style={{ paddingLeft: row.kind === "collection" ? 12 : 12 + row.depth * 12 + (folder ? 4 : 0) }}
      title={titleOf(row)}
      draggable={row.kind === "item" && !isRenamed}
      onClick={isRenamed ? undefined : onOpen}
      onContextMenu={(event) => {
        event.preventDefault();
        onMenu(event.currentTarget.getBoundingClientRect().bottom);
      }}
      onDragStart={() => onDrag(row.path)}
      onDragEnd={() => onDrag(undefined)}
      onDragOver={(event) => {
        if (dragged === undefined) return;
        event.preventDefault();
        setOver(halfOf(event));
      }}
      onDragLeave={() => setOver(undefined)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(undefined);
        onDrop(halfOf(event));
      }}
    >
      {folder ? (
        <span className="twisty" aria-hidden="true">
          {row.open ? "▾" : "▸"}
        </span>
      ) : null}
      <RowMark row={row} />
      {isRenamed ? (
        <NameField path={row.path} name={name} onDone={onRenamed} />
      ) : (
        <span className="schema-label">{name}</span>
      )}
      <UnfitSavedMark row={row} marks={unfit} />
      {isRenamed ? null : <RowEnd row={row} mark={mark} />}
    </div>
  );
}

function halfOf(event: DragEvent): RowHalf {
  const { top, height } = event.currentTarget.getBoundingClientRect();
  return event.clientY < top + height / 2 ? "upper" : "lower";
}

function RowMark({ row }: { readonly row: CollectionRow }) {
  if (row.kind === "collection" || row.item.kind === "folder") return null;
  if (row.item.kind === "broken") {
    return <span className="dot error" role="img" aria-label="could not be read" />;
  }
  const { methodKind = "unary", channel = "grpc" } = row.item;
  return <KindChip kind={methodKind} channel={channel} />;
}

function RowEnd({ row, mark }: { readonly row: CollectionRow; readonly mark: RunMark | undefined }) {
  const duration = useLastDuration(row.path);
  if (mark !== undefined) {
    return (
      <span className={`side-end run-${mark.phase}`} title={mark.reason}>
        {markWords(mark)}
      </span>
    );
  }
  if (duration !== undefined) return <span className="side-end">{formatDuration(duration)}</span>;
  const count = row.kind === "collection" ? 0 : (row.item.assertionCount ?? row.assertionCount);
  return count === 0 ? null : <span className="side-end">{counted(count, "assertion")}</span>;
}

/** How long the last call of a request took that is open as a tab. */
function useLastDuration(path: string): number | undefined {
  const tabId = useStore(
    drafts,
    ({ tabs }) => tabs.find((tab) => tab.kind === "request" && tab.saved?.file === path)?.id,
  );
  return useStore(runs, (state) => (tabId === undefined ? undefined : state[tabId]?.record?.duration));
}

/** `pass`, `fail`, `1 of 3` where there are several tests, `error`. */
function markWords({ phase, passed, total }: RunMark): string {
  switch (phase) {
    case "running":
      return "…";
    case "passed":
      return "pass";
    case "failed":
      return total > 1 ? `${passed} of ${total}` : "fail";
    case "error":
      return "error";
    case "skipped":
      return "skipped";
  }
}

function titleOf(row: CollectionRow): string {
  if (row.kind === "collection") return row.path;
  return row.item.findings[0]?.message ?? row.item.method ?? row.path;
}
