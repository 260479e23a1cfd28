import { useMemo } from "react";
import type { TypeMatch } from "../../core/contract/match.ts";
import type { DocumentSummary, SchemaSummary } from "../../core/contract/views.ts";
import { bindTab, cancelOperation, chooseSchemaFiles } from "../actions/connect.ts";
import { editPayload } from "../actions/payload.ts";
import { useAsked } from "../engine/use-asked.ts";
import { counted, percentOf } from "../format/sizes.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { useCurrentConnection } from "../state/use-current.ts";
import { Modal } from "../ui/modal.tsx";
import { Waiting } from "../ui/waiting.tsx";
import { matchWords } from "./words.ts";

interface MatchDialogProps {
  readonly draft: PayloadDraft;
  readonly document: DocumentSummary;
  readonly onClose: () => void;
}

/** The types of the schema by how much of the bytes they explain; choosing one reads the bytes as it. */
export function MatchDialog({ draft, document, onClose }: MatchDialogProps) {
  const connection = useCurrentConnection();
  const schema = connection?.schema;

  function choose(typeName: string) {
    bindTab(draft.id, connection?.id ?? "");
    editPayload(draft.id, (now) => ({ ...now, typeName }));
    onClose();
  }

  return (
    <Modal label="Which message is this?" className="sheet match" onClose={onClose}>
      <h2 className="sheet-title">Which message is this?</h2>
      {schema === undefined ? (
        <div className="sheet-body">
          <p>No schema is open: there are no types to compare with.</p>
          <div className="sheet-buttons">
            <button
              type="button"
              className="control button first"
              onClick={() => {
                onClose();
                void chooseSchemaFiles("proto");
              }}
            >
              Open .proto files…
            </button>
            <button
              type="button"
              className="control button"
              onClick={() => {
                onClose();
                void chooseSchemaFiles("descriptor-set");
              }}
            >
              Open a descriptor set…
            </button>
          </div>
        </div>
      ) : (
        <Matches schema={schema} document={document} chosen={draft.typeName} onChoose={choose} />
      )}
    </Modal>
  );
}

interface MatchesProps {
  readonly schema: SchemaSummary;
  readonly document: DocumentSummary;
  readonly chosen: string;
  readonly onChoose: (typeName: string) => void;
}

function Matches({ schema, document: { documentId, byteLength }, chosen, onChoose }: MatchesProps) {
  const { schemaId, messageCount } = schema;
  const operationId = useMemo(() => crypto.randomUUID(), []);
  const asked = useAsked(`${schemaId} ${documentId}`, async (one) => {
    const bytes = await one.readBytes({ documentId, start: 0, end: byteLength });
    return await one.matchTypes({ operationId, schemaId, bytes });
  });
  if (asked.error !== undefined) return <p className="sheet-body">{asked.error.message}</p>;
  if (asked.value === undefined)
    return (
      <Waiting
        stage={`comparing ${counted(messageCount, "type")}`}
        onCancel={() => void cancelOperation(operationId)}
      />
    );
  if (asked.value.length === 0)
    return (
      <p className="sheet-body">None of {counted(messageCount, "type")} knows a field of these bytes.</p>
    );
  return (
    <ol className="matches" aria-label="Types that explain these bytes, best first">
      {asked.value.map((match) => (
        <Match key={match.typeName} match={match} chosen={match.typeName === chosen} onChoose={onChoose} />
      ))}
    </ol>
  );
}

interface MatchProps {
  readonly match: TypeMatch;
  readonly chosen: boolean;
  readonly onChoose: (typeName: string) => void;
}

function Match({ match, chosen, onChoose }: MatchProps) {
  const share = percentOf(match.explainedByteLength, match.byteLength);
  return (
    <li>
      <button
        type="button"
        className="match-row"
        aria-pressed={chosen}
        onClick={() => onChoose(match.typeName)}
      >
        <span className="match-name">{match.typeName}</span>
        <span className="likelihood" aria-hidden="true">
          <span style={{ width: `${share}%` }} />
        </span>
        <span className="match-share">{share} %</span>
        <span className="match-words">{matchWords(match)}</span>
      </button>
    </li>
  );
}
