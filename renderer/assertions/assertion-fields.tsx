import { type Assertion, OperatorSchema } from "../../core/contract/assertions.ts";

/** The id of the list of parts that checks can be about; there is one for all of them. */
export const SUBJECT_LIST = "assertion-subjects";

interface FieldsProps {
  readonly assertion: Assertion;
  readonly index: number;
  /** It could not be tried. */
  readonly isRefused: boolean;
  readonly onChange: (assertion: Assertion) => void;
}

const WITHOUT_VALUE: ReadonlySet<string> = new Set(
  "exists notExists isEmpty isNotEmpty isTrue isFalse isNull ascending descending".split(" "),
);
/** The parts of one assertion, as they are typed. */
export function AssertionFields({ assertion, index, isRefused, onChange }: FieldsProps) {
  const which = `assertion ${index + 1}`;
  switch (assertion.kind) {
    case "check":
      return (
        <>
          <input
            className={`control mono test-subject ${isRefused ? "invalid" : ""}`}
            aria-invalid={isRefused}
            aria-label={`Expression of ${which}`}
            list={SUBJECT_LIST}
            placeholder="message.outputs[0].id"
            spellCheck={false}
            value={assertion.expression}
            onChange={(event) => onChange({ ...assertion, expression: event.target.value })}
          />
          <select
            className="control"
            aria-label={`Operator of ${which}`}
            value={assertion.operator}
            onChange={(event) => onChange({ ...assertion, operator: event.target.value })}
          >
            {[...new Set([assertion.operator, ...OperatorSchema.options])].map((operator) => (
              <option key={operator}>{operator}</option>
            ))}
          </select>
          {WITHOUT_VALUE.has(assertion.operator) ? null : (
            <input
              className="control mono test-value"
              aria-label={`Value of ${which}`}
              spellCheck={false}
              value={assertion.value ?? ""}
              onChange={(event) => onChange({ ...assertion, value: event.target.value })}
            />
          )}
        </>
      );
    case "cel":
      return (
        <input
          className={`control mono test-wide ${isRefused ? "invalid" : ""}`}
          aria-invalid={isRefused}
          aria-label={`CEL of ${which}`}
          placeholder="message.items.all(item, item.rank > 0)"
          spellCheck={false}
          value={assertion.expression}
          onChange={(event) => onChange({ ...assertion, expression: event.target.value })}
        />
      );
    case "snapshot":
      return (
        <>
          <span className="test-words">
            snapshot of{" "}
            {assertion.messages.length === 1 ? "one message" : `${assertion.messages.length} messages`},
            without
          </span>
          <input
            className="control mono test-wide"
            aria-label={`Paths that ${which} leaves out`}
            placeholder="outputs[*].id, **.timestamp"
            spellCheck={false}
            value={(assertion.ignore ?? []).join(", ")}
            onChange={({ target }) => {
              const { ignore: _, ...rest } = assertion;
              const ignore = target.value.split(",").map((path) => path.trim());
              onChange(target.value === "" ? rest : { ...rest, ignore });
            }}
          />
        </>
      );
  }
}
