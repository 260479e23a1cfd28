import type { Assertion, AssertionResult } from "../../core/contract/assertions.ts";
import { editRequest } from "../actions/tabs.ts";
import { engine } from "../engine/link.ts";
import { useAsked } from "../engine/use-asked.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useRun } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { SUBJECT_LIST } from "./assertion-fields.tsx";
import { AssertionRow } from "./assertion-row.tsx";
import { testResults } from "./results.ts";
import { useAnswerPaths } from "./use-answer-paths.ts";

const NO_RESULTS: readonly AssertionResult[] = [];

/** What the answer is held to, and how the last one did. */
export function AssertionsPane({ draft }: { readonly draft: RequestDraft }) {
  const { id, assertions = [] } = draft;
  const results = useStore(testResults, (state) => state[id]?.results ?? NO_RESULTS);
  const faults = useFaults(assertions);
  const run = useRun(id);
  const paths = [...new Set(useAnswerPaths(draft))];
  const put = (next: readonly Assertion[]) =>
    editRequest(id, (now) => ({ ...now, assertions: next.length === 0 ? undefined : next }));
  const add = (assertion: Assertion) => put([...assertions, assertion]);
  const change = (index: number, assertion: Assertion) =>
    put(assertions.map((each, at) => (at === index ? assertion : each)));

  async function addSnapshot() {
    const one = await engine();
    const documents = run?.record?.received ?? [];
    const messages = await Promise.all(
      // The length of a large message is not known before it is read; the engine gives what there is.
      documents.map(({ documentId }) => one.readJson({ documentId, start: 0, end: Number.MAX_SAFE_INTEGER })),
    ).catch(() => []);
    if (messages.length > 0) add({ kind: "snapshot", messages });
  }

  return (
    <div className="tests">
      {assertions.length === 0 ? (
        <p className="quiet-note">
          Nothing is asserted yet. A run of the collection expects the status OK all the same.
        </p>
      ) : null}
      <datalist id={SUBJECT_LIST}>
        {paths.map((path) => (
          <option key={path} value={path} />
        ))}
      </datalist>
      <ul>
        {assertions.map((assertion, index) => (
          <AssertionRow
            // biome-ignore lint/suspicious/noArrayIndexKey: assertions have no other name, and rows hold no state
            key={index}
            assertion={assertion}
            index={index}
            result={results[index] ?? faults[index]}
            onChange={(next) => change(index, next)}
            onRemove={() => put(assertions.filter((_, at) => at !== index))}
          />
        ))}
      </ul>
      <div className="test-steps">
        <button
          type="button"
          className="control button"
          onClick={() => add(assertions.length === 0 ? FIRST_CHECK : NEXT_CHECK)}
        >
          Add a check
        </button>
        <button type="button" className="control button" onClick={() => add({ kind: "cel", expression: "" })}>
          Add CEL
        </button>
        <button
          type="button"
          className="control button"
          disabled={(run?.record?.received.length ?? 0) === 0}
          title="Expects this answer again, compared as protobuf compares"
          onClick={() => void addSnapshot()}
        >
          Snapshot this answer
        </button>
      </div>
    </div>
  );
}

/** What is wrong with assertions whatever the answer is: told as they are typed. */
function useFaults(assertions: readonly Assertion[]): readonly (AssertionResult | undefined)[] {
  const expressions = assertions.filter(({ kind }) => kind === "cel");
  const key = expressions.length === 0 ? "" : JSON.stringify(assertions);
  const asked = useAsked(key, (one) => one.findAssertionFaults({ assertions: [...assertions] }));
  return asked.key === key ? (asked.value ?? NO_RESULTS) : NO_RESULTS;
}

const FIRST_CHECK: Assertion = { kind: "check", expression: "status", operator: "eq", value: "OK" };
const NEXT_CHECK: Assertion = { kind: "check", expression: "message.", operator: "eq", value: "" };
