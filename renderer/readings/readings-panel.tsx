import type { RecordReadings, ValueReading } from "../../core/contract/readings.ts";
import type { DocumentSummary, Selection } from "../../core/contract/views.ts";
import { useEditing } from "../edit/editing.ts";
import { useAsked } from "../engine/use-asked.ts";
import { openBody } from "../frames/open-body.ts";
import { ambiguityWords, likelihood, placeWords } from "./words.ts";

interface ReadingsPanelProps {
  readonly document: DocumentSummary;
  readonly selection: Selection | undefined;
  readonly connectionId: string;
}

/** The ways to read the bytes of the selected record, the likeliest first; choosing one is an edit that can be undone. */
export function ReadingsPanel({ document, selection, connectionId }: ReadingsPanelProps) {
  const { documentId } = document;
  const record = selection?.record ?? -1;
  const asked = useAsked(record < 0 ? "" : `${documentId} ${record}`, (one) =>
    one.readReadings({ documentId, record }),
  );
  if (selection === undefined)
    return (
      <section className="readings" aria-label="Readings">
        <p className="readings-quiet">Select a byte or a field to see how its bytes can be read.</p>
      </section>
    );
  const readings = asked.value?.record === record ? asked.value : undefined;
  return (
    <section className="readings" aria-label="Readings">
      <div className="readings-title" data-testid="selection-line">
        <strong>{placeWords(selection)}</strong>
        <span>{selection.description}</span>
        <span className="selection-excerpt">{selection.excerpt}</span>
      </div>
      {readings === undefined ? null : (
        <Readings
          readings={readings}
          onOpen={(reading) => void openBody(documentId, record, reading.opens ?? "auto", connectionId)}
        />
      )}
    </section>
  );
}

interface ReadingsProps {
  readonly readings: RecordReadings;
  readonly onOpen: (reading: ValueReading) => void;
}

function Readings({ readings, onOpen }: ReadingsProps) {
  const { record, path, refused, shown, decidedBy } = readings;
  const editing = useEditing();
  return (
    <>
      <ul className="readings-list" aria-label="Readings">
        {readings.readings.map((reading) => (
          <li key={reading.type} className="reading" title={reading.evidence.join("\n")}>
            <span className="reading-type">{reading.type}</span>
            <span className="reading-value">{reading.value}</span>
            <Likelihood reading={reading} all={readings.readings} />
            <span className="reading-use">
              {reading.opens === undefined ? null : (
                <button type="button" className="link" onClick={() => onOpen(reading)}>
                  open
                </button>
              )}
              {reading.type === shown ? (
                <span className="in-use">in use</span>
              ) : decidedBy === "schema" || editing === undefined ? null : (
                <button
                  type="button"
                  className="link"
                  aria-label={`use ${reading.type}`}
                  onClick={() =>
                    void editing.read(`read ${path} as ${reading.type}`, { record, type: reading.type })
                  }
                >
                  use
                </button>
              )}
            </span>
          </li>
        ))}
        {refused.map((words) => {
          const [type = "", why = ""] = words.split(/:\s*(.*)/s);
          return (
            <li key={words} className="reading refused">
              <span className="reading-type">{type}</span>
              <span className="reading-value">{why}</span>
            </li>
          );
        })}
      </ul>
      <p className="readings-quiet">{ambiguityWords(readings)}</p>
    </>
  );
}

/** How likely a reading is beside the others, as a bar and in words. */
function Likelihood({
  reading,
  all,
}: {
  readonly reading: ValueReading;
  readonly all: readonly ValueReading[];
}) {
  const share = likelihood(reading, all);
  if (share === undefined) return <span />;
  return (
    <span
      className="likelihood"
      role="img"
      aria-label={`${Math.round(share * 100)} % likely, ${Math.round(reading.cost ?? 0)} bits`}
    >
      <span style={{ width: `${share * 100}%` }} />
    </span>
  );
}
