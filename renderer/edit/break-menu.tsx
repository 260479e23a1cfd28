import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { useAsked } from "../engine/use-asked.ts";
import { PopoverButton } from "../ui/popover-button.tsx";
import { type Breakage, breakagesOf } from "./breakage.ts";
import { useEditing } from "./editing.ts";

interface BreakMenuProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
}

/** Breaks the message on purpose, at the record that is selected. */
export function BreakMenu({ document, selection }: BreakMenuProps) {
  const editing = useEditing();
  if (editing === undefined) return null;
  return (
    <PopoverButton
      className="quiet"
      label="Break the message"
      panelClassName="menu"
      floating
      content={(close) =>
        selection === undefined ? (
          <p className="menu-note">Select a byte or a field first.</p>
        ) : (
          <Breakages
            document={document}
            selection={selection}
            onBreak={({ label, edit, repair }) => {
              close();
              void editing.apply(label.toLowerCase(), () => edit, { repair });
            }}
          />
        )
      }
    >
      Break…
    </PopoverButton>
  );
}

interface BreakagesProps {
  readonly document: DocumentSummary;
  readonly selection: Selection;
  readonly onBreak: (breakage: Breakage) => void;
}

function Breakages({ document: { documentId }, selection, onBreak }: BreakagesProps) {
  const { record, treeRow, path } = selection;
  const row = useAsked(`${documentId} ${treeRow}`, (one) =>
    one.readTree({ documentId, start: treeRow, end: treeRow + 1 }),
  ).value?.[0];
  const oneof = useAsked(`${documentId} ${record}`, (one) => one.oneofMembers({ documentId, record })).value;
  const others: readonly Breakage[] = (oneof?.members ?? []).slice(0, 3).map(({ name, bytes }) => ({
    label: `Also set ${name}`,
    words: `two members of ${oneof?.name ?? "the oneof"} are set`,
    edit: { kind: "insert", before: record, bytes },
    repair: true,
  }));
  if (row === undefined) return <p className="menu-note">Reading the record …</p>;
  return (
    <>
      <p className="menu-note">At {path}</p>
      {[...breakagesOf(selection, row.wireType), ...others].map((breakage) => (
        <button key={breakage.label} type="button" className="menu-item" onClick={() => onBreak(breakage)}>
          <span>{breakage.label}</span>
          <span className="menu-words">{breakage.words}</span>
        </button>
      ))}
    </>
  );
}
