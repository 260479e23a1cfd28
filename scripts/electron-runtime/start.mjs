/** Starts the app under Playwright's debugger, for tests and benches that look into its window. */
import { _electron, errors } from "@playwright/test";

/** ms until a start counts as stuck, and how often one is made. */
const LIMIT = 20_000;
const STARTS = 3;

/** As `_electron.launch`; now and then Electron stands still before any code of the app has run, and is started anew. */
export async function startElectron(options) {
  for (let start = 1; ; start++) {
    try {
      return await _electron.launch({ ...options, timeout: LIMIT });
    } catch (thrown) {
      if (start === STARTS || !(thrown instanceof errors.TimeoutError)) throw thrown;
      console.error("Electron stood still at its start, and is started again.");
    }
  }
}
