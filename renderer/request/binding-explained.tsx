import type { BindingExplanation, OtherBinding } from "../../core/contract/transcoding.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useExplanation } from "./use-explanation.ts";

/** The request that the shown message becomes: its line, and each field at its place. */
export function BindingExplained({ draft }: { readonly draft: RequestDraft }) {
  const explained = useExplanation(draft);
  if (explained === undefined) return null;
  return (
    <section className="explained" aria-label="HTTP request of the message">
      {"error" in explained ? (
        <p className="explained-refusal">
          {explained.error.message} {explained.error.hint}
        </p>
      ) : (
        <Explained explanation={explained.explanation} />
      )}
    </section>
  );
}

function Explained({ explanation }: { readonly explanation: BindingExplanation }) {
  const { method, url, fields, others, findings, rule, ruleResponseBody } = explanation;
  return (
    <>
      <p className="explained-line">
        <strong>{method}</strong> {url}
      </p>
      <p className="explained-rule">by {rule}</p>
      {fields.length === 0 ? null : (
        <table className="explained-fields">
          <tbody>
            {fields.map(({ field, place, value }, index) => (
              // biome-ignore lint/suspicious/noArrayIndexKey: a field may stand in the query several times
              <tr key={`${place} ${field} ${index}`}>
                <td className={`place ${place}`}>{place}</td>
                <td>{field}</td>
                <td>{value}</td>
              </tr>
            ))}
          </tbody>
        </table>
      )}
      {ruleResponseBody === "" ? null : (
        <p className="explained-rule">The body of the answer is its field {ruleResponseBody}.</p>
      )}
      {findings.map(({ message, severity }) => (
        <p key={message} className={severity === "information" ? "explained-rule" : "explained-refusal"}>
          {message}
        </p>
      ))}
      {others.map((other) => (
        <p key={other.binding} className="explained-rule">
          {otherText(other)}
        </p>
      ))}
    </>
  );
}

function otherText({ rule, refusal }: OtherBinding): string {
  return refusal === "" ? `${rule} could carry it too.` : `${rule} cannot: ${refusal}`;
}
