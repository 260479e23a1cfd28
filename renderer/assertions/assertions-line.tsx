import { editRequest } from "../actions/tabs.ts";
import { useStore } from "../state/use-store.ts";
import { countResults, testResults } from "./results.ts";

/** How many assertions the answer passed; leads to them. */
export function AssertionsLine({ tabId }: { readonly tabId: string }) {
  const results = useStore(testResults, (state) => state[tabId]?.results);
  if (results === undefined || results.length === 0) return null;
  const { passed, failed } = countResults(results);
  return (
    <button
      type="button"
      className="quiet tests-line"
      onClick={() => editRequest(tabId, (now) => ({ ...now, requestPane: "tests" }))}
    >
      Tests {passed > 0 ? <span className="ok">{passed} passed</span> : null}{" "}
      {failed > 0 ? <span className="error">{failed} failed</span> : null}
    </button>
  );
}
