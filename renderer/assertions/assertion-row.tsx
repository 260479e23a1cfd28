import type { Assertion, AssertionResult } from "../../core/contract/assertions.ts";
import { AssertionFields } from "./assertion-fields.tsx";
import { AssertionOutcome, Failure } from "./assertion-outcome.tsx";

interface AssertionRowProps {
  readonly assertion: Assertion;
  readonly index: number;
  /** How it did with the last answer, or what is wrong with it as it stands. */
  readonly result: AssertionResult | undefined;
  readonly onChange: (assertion: Assertion) => void;
  readonly onRemove: () => void;
}

/** One assertion: whether it is used, its fields and its outcome. */
export function AssertionRow({ assertion, index, result, onChange, onRemove }: AssertionRowProps) {
  return (
    <li className="test">
      <div className="test-line">
        <input
          type="checkbox"
          aria-label={`Assertion ${index + 1} is used`}
          checked={assertion.disabled !== true}
          onChange={({ target }) => {
            const { disabled: _, ...used } = assertion;
            onChange(target.checked ? used : { ...used, disabled: true });
          }}
        />
        <AssertionFields
          assertion={assertion}
          index={index}
          isRefused={result?.outcome === "refused"}
          onChange={onChange}
        />
        <AssertionOutcome result={result} />
        <button
          type="button"
          className="quiet"
          aria-label={`Remove assertion ${index + 1}`}
          onClick={onRemove}
        >
          ×
        </button>
      </div>
      <Failure result={result} />
    </li>
  );
}
