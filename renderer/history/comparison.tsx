import type { CallDifference, HistoryEntry } from "../../core/contract/history.ts";
import { Modal } from "../ui/modal.tsx";
import { closeComparison } from "./actions.ts";

interface ComparisonProps {
  readonly before: HistoryEntry;
  readonly after: HistoryEntry;
  readonly difference: CallDifference;
}

/** Two calls, field by field: what is not the same. */
export function Comparison({ before, after, difference }: ComparisonProps) {
  const rows = [
    ...difference.status.map((each) => ({ ...each, side: "status" })),
    ...difference.request.map((each) => ({ ...each, side: "request" })),
    ...difference.answer.map((each) => ({ ...each, side: "answer" })),
  ];
  return (
    <Modal label="Two calls compared" className="environment-dialog" onClose={closeComparison}>
      <h2>Two calls compared</h2>
      {rows.length === 0 ? (
        <p>Request, answer and status are the same.</p>
      ) : (
        <table className="test-differences">
          <thead>
            <tr>
              <th scope="col">In</th>
              <th scope="col">Field</th>
              <th scope="col">{new Date(before.startedAt).toLocaleTimeString()}</th>
              <th scope="col">{new Date(after.startedAt).toLocaleTimeString()}</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ side, path, expected, got }) => (
              <tr key={`${side} ${path} ${expected} ${got}`}>
                <td>{side}</td>
                <td>{path}</td>
                <td>{expected || "nothing"}</td>
                <td>{got || "nothing"}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      <div className="dialog-steps">
        <button type="button" className="control button" onClick={closeComparison}>
          Close
        </button>
      </div>
    </Modal>
  );
}
