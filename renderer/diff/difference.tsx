import type { DocumentDifference, FieldDifference } from "../../core/contract/document-diff.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { select } from "../actions/select.ts";
import { useAsked } from "../engine/use-asked.ts";
import { counted } from "../format/sizes.ts";
import { formatOffset } from "../hex/cells.ts";
import { byteLines } from "./byte-lines.ts";

/** Bytes of either side that are looked at, and lines and fields that are drawn. */
const BYTE_LIMIT = 1024 * 1024;
const LINE_LIMIT = 400;

interface DifferenceProps {
  readonly before: DocumentSummary;
  readonly after: DocumentSummary;
  /** The one that the panes show, in which a field is gone to; the one after unless told. */
  readonly shown?: "before" | "after";
}

/** Two messages compared: the fields and the bytes that differ. */
export function Difference({ before, after, shown = "after" }: DifferenceProps) {
  const key = `${before.documentId} ${after.documentId}`;
  const asked = useAsked(key, async (one) => ({
    difference: await one.diffDocuments({ before: before.documentId, after: after.documentId }),
    before: await one.readBytes({ documentId: before.documentId, start: 0, end: BYTE_LIMIT }),
    after: await one.readBytes({ documentId: after.documentId, start: 0, end: BYTE_LIMIT }),
  }));
  if (asked.error !== undefined) return <p className="quiet-note">{asked.error.message}</p>;
  if (asked.value === undefined) return null;
  const { difference } = asked.value;
  return (
    <>
      <p className="diff-summary" role="status">
        {summaryOf(difference)}
      </p>
      <div className="scroll diff-parts">
        <FieldDifferences
          fields={difference.fields}
          shown={shown}
          onGo={(record) =>
            void select((shown === "after" ? after : before).documentId, { kind: "record", record })
          }
        />
        {difference.identical ? null : (
          <ByteDifferences
            lines={byteLines(difference.runs, asked.value.before, asked.value.after, LINE_LIMIT)}
          />
        )}
      </div>
    </>
  );
}

function summaryOf({ identical, sameMeaning, fields, omittedFieldCount }: DocumentDifference): string {
  if (identical) return "The same bytes.";
  const count = fields.length + omittedFieldCount;
  if (sameMeaning) return "The same meaning in other bytes.";
  return `${counted(count, "field")} ${count === 1 ? "differs" : "differ"}.`;
}

const MARKS: Readonly<Record<FieldDifference["kind"], string>> = {
  added: "+",
  removed: "−",
  changed: "≠",
  encoding: "≈",
};

interface FieldDifferencesProps {
  readonly fields: readonly FieldDifference[];
  readonly shown: "before" | "after";
  readonly onGo: (record: number) => void;
}

function FieldDifferences({ fields, shown, onGo }: FieldDifferencesProps) {
  const recordOf = ({ beforeRecord, afterRecord }: FieldDifference) =>
    shown === "after" ? afterRecord : beforeRecord;
  return (
    <ul className="diff-fields" aria-label="Fields that differ">
      {fields.slice(0, LINE_LIMIT).map((field) => (
        <li
          key={`${field.kind} ${field.path} ${field.beforeRecord} ${field.afterRecord}`}
          className={field.kind}
        >
          <span className="diff-mark" role="img" aria-label={field.kind}>
            {MARKS[field.kind]}
          </span>
          {recordOf(field) === undefined ? (
            <span>{field.path}</span>
          ) : (
            <button type="button" className="link" onClick={() => onGo(recordOf(field) ?? 0)}>
              {field.path}
            </button>
          )}
          <span className="diff-before">{field.before}</span>
          <span className="diff-after">{field.kind === "encoding" ? field.note : field.after}</span>
        </li>
      ))}
    </ul>
  );
}

function ByteDifferences({ lines }: { readonly lines: ReturnType<typeof byteLines> }) {
  return (
    <table className="diff-bytes" aria-label="Bytes side by side">
      <thead className="hidden">
        <tr>
          <th>offset before</th>
          <th>before</th>
          <th>offset after</th>
          <th>after</th>
        </tr>
      </thead>
      <tbody>
        {lines.map((line) => (
          <tr key={`${line.beforeOffset} ${line.afterOffset} ${line.kind}`} className={line.kind}>
            <td className="diff-offset">{formatOffset(line.beforeOffset, 4)}</td>
            <td>{line.before}</td>
            <td className="diff-offset">{formatOffset(line.afterOffset, 4)}</td>
            <td>{line.after}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}
