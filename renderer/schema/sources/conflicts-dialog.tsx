import { useEffect, useState } from "react";
import type { SourceConflict, SourceConflicts } from "../../../core/contract/schema.ts";
import type { ErrorRecord } from "../../../core/error.ts";
import { toErrorRecord } from "../../engine/failure.ts";
import { engine } from "../../engine/link.ts";
import { counted } from "../../format/sizes.ts";
import { useSchema } from "../../state/use-current.ts";
import { ErrorRecordView } from "../../ui/error-record-view.tsx";
import { Modal, ModalHead } from "../../ui/modal.tsx";
import { openSchemaDialog } from "../dialogs.ts";
import { pairLines } from "./pair-lines.ts";

interface ConflictsDialogProps {
  readonly connectionId: string;
  readonly onClose: () => void;
}

/** Declarations that two sources have, and not the same: both side by side, the one in use first. */
export function ConflictsDialog({ connectionId, onClose }: ConflictsDialogProps) {
  const schemaId = useSchema(connectionId)?.schemaId;
  const [found, setFound] = useState<SourceConflicts | undefined>(undefined);
  const [error, setError] = useState<ErrorRecord | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    if (schemaId === undefined) return;
    engine()
      .then((one) => one.sourceConflicts({ schemaId }))
      .then(
        (conflicts) => wanted && setFound(conflicts),
        (thrown: unknown) => wanted && setError(toErrorRecord(thrown)),
      );
    return () => {
      wanted = false;
    };
  }, [schemaId]);
  return (
    <Modal label="Where the sources disagree" className="schema-dialog wide" onClose={onClose}>
      <ModalHead title="Where the sources disagree" onLeave={onClose}>
        <button
          type="button"
          className="link"
          onClick={() => openSchemaDialog({ kind: "sources", connectionId })}
        >
          Order the sources…
        </button>
      </ModalHead>
      <div className="schema-dialog-body">
        {error === undefined ? null : <ErrorRecordView error={error} />}
        {found === undefined ? null : found.conflicts.length === 0 ? (
          <p className="dialog-note">They agree wherever both declare the same.</p>
        ) : (
          <ul className="conflicts" aria-label="Disagreements">
            {found.conflicts.map((conflict) => (
              <Conflict key={`${conflict.symbol} ${conflict.leftOutFrom}`} conflict={conflict} />
            ))}
          </ul>
        )}
        {found !== undefined && found.more > 0 ? (
          <p className="dialog-note">and {counted(found.more, "more declaration")}</p>
        ) : null}
      </div>
    </Modal>
  );
}

function Conflict({ conflict }: { readonly conflict: SourceConflict }) {
  const { symbol, used, leftOut, usedFrom, leftOutFrom } = conflict;
  const rows = pairLines(used, leftOut);
  return (
    <li>
      <h3>{symbol}</h3>
      <div className="conflict-sides">
        <Side
          title={`In use, from ${usedFrom}`}
          lines={rows.map(([line, other]) => [line, line !== other])}
        />
        <Side
          title={`Left out, from ${leftOutFrom}`}
          lines={rows.map(([line, other]) => [other, line !== other])}
        />
      </div>
    </li>
  );
}

interface SideProps {
  readonly title: string;
  readonly lines: readonly (readonly [string | undefined, boolean])[];
}

function Side({ title, lines }: SideProps) {
  const isEmpty = lines.every(([line]) => line === undefined);
  return (
    <section className="conflict-side" aria-label={title}>
      <p className="conflict-title">{title}</p>
      {isEmpty ? (
        <p className="dialog-note">Not declared in its file of that name.</p>
      ) : (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: long lines are scrolled by the keys
        <pre tabIndex={0}>
          {lines.map(([line, differs], at) => (
            <span
              // biome-ignore lint/suspicious/noArrayIndexKey: lines have no identity of their own
              key={at}
              className={differs && line !== undefined ? "differs" : ""}
            >
              {`${line ?? ""}\n`}
            </span>
          ))}
        </pre>
      )}
    </section>
  );
}
