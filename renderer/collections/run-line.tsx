import { counted } from "../format/sizes.ts";
import { useStore } from "../state/use-store.ts";
import { cancelRuns } from "./run.ts";
import { isWithin } from "./state.ts";
import { collections } from "./store.ts";

/** How far the runs of the tree are, and the way to end them. Nothing while none runs. */
export function RunLine() {
  const { marks, running } = useStore(collections, (state) => state);
  const paths = Object.values(running);
  if (paths.length === 0) return null;
  const inside = Object.entries(marks).filter(([file]) => paths.some((path) => isWithin(file, path)));
  const done = inside.filter(([, { phase }]) => phase !== "running").length;
  const bad = inside.filter(([, { phase }]) => phase === "failed" || phase === "error").length;
  return (
    <div className="run-line">
      <span role="status">
        Running: {counted(done, "request")} done{bad === 0 ? "" : `, ${bad} did not pass`}
      </span>
      <button type="button" className="quiet" onClick={() => void cancelRuns()}>
        Stop
      </button>
    </div>
  );
}
