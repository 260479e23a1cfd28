/** Where this system keeps secrets, and the user's word on it where there is no keychain. */
import type { SecretKeeping } from "../../core/contract/bridge.ts";
import { notify } from "../actions/notify.ts";
import { desktop } from "../engine/desktop.ts";
import { createStore } from "../state/store.ts";

/** How secrets are kept; undefined until the desktop has said so. */
export const secretKeeping = createStore<SecretKeeping | undefined>(undefined);

/** Asks the desktop. */
export async function readKeeping(): Promise<void> {
  const keeping = await desktop().secretKeeping();
  secretKeeping.update(() => keeping);
}

/** The user agrees to files whose key anybody can know, or does not any more. */
export async function agreeToOpenFiles(agreed: boolean): Promise<void> {
  try {
    const keeping = await desktop().agreeToOpenFiles(agreed);
    secretKeeping.update(() => keeping);
    if (agreed && keeping === "session")
      notify(
        "This system offers no way to write secrets; they stay in memory until Byteglass is closed.",
        "warning",
      );
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    notify(`The secrets could not be written (${reason}); they stay in memory.`, "warning");
  }
}
