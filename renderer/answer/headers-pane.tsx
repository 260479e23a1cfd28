import type { Run } from "../state/runs.ts";
import { EntryTable } from "./entry-table.tsx";

/** What was asked and what came back, before any message. */
export function HeadersPane({ run }: { readonly run: Run | undefined }) {
  const record = run?.record;
  if (record === undefined) return <p className="quiet-note">No headers yet.</p>;
  return (
    <div className="scroll">
      <h2 className="section">Answer</h2>
      <EntryTable entries={record.headers} label="Answer headers" empty="No headers came." />
      <h2 className="section">Request</h2>
      {record.http === undefined ? null : (
        <p className="request-line">
          {record.http.method} {record.http.url}
        </p>
      )}
      <EntryTable entries={record.requestHeaders} label="Request headers" empty="No headers were sent." />
    </div>
  );
}
