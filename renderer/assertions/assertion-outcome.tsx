import type { AssertionResult } from "../../core/contract/assertions.ts";
import { windowHint } from "../engine/window-hint.ts";

interface OutcomeProps {
  readonly result: AssertionResult | undefined;
}

/** How one assertion ended, in a word. */
export function AssertionOutcome({ result }: OutcomeProps) {
  switch (result?.outcome) {
    case undefined:
      return <span className="test-outcome" />;
    case "passed":
      return <span className="test-outcome ok">pass</span>;
    case "skipped":
      return <span className="test-outcome">off</span>;
    case "failed":
      return <span className="test-outcome error">fail</span>;
    case "refused":
      return <span className="test-outcome error">refused</span>;
  }
}

/** What was expected and what came, field by field for a snapshot. */
export function Failure({ result }: OutcomeProps) {
  if (result === undefined || result.outcome === "passed" || result.outcome === "skipped") return null;
  if (result.differences.length === 0) {
    const [finding] = result.findings;
    return (
      <div className="test-failure">
        {result.assertion.kind === "cel" && finding?.text !== undefined ? (
          <pre aria-hidden="true">{caretUnder(result.assertion.expression, finding.text.start)}</pre>
        ) : null}
        <p>
          {finding === undefined
            ? `expected ${result.expected}, got ${result.got}`
            : `${finding.message} ${windowHint(finding.hint ?? "")}`}
        </p>
      </div>
    );
  }
  return (
    <table className="test-differences">
      <thead>
        <tr>
          <th scope="col">Field</th>
          <th scope="col">Expected</th>
          <th scope="col">Got</th>
        </tr>
      </thead>
      <tbody>
        {result.differences.map(({ path, expected, got }) => (
          <tr key={`${path} ${expected} ${got}`}>
            <td>{path}</td>
            <td className="ok">{expected || "nothing"}</td>
            <td className="error">{got || "nothing"}</td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

/** The expression with a caret under the place, in a line as wide as it needs. */
function caretUnder(expression: string, offset: number): string {
  return `${expression}\n${" ".repeat(offset)}^`;
}
