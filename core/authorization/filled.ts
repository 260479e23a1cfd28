/** What credentials cannot be without. */
import { ByteglassError } from "../error.ts";

/**
 * Throws a `ByteglassError` (`usage`) for a text that is empty: it was forgotten, or went with the last session, and
 * would be refused by the server for another reason. `what` is its name, or the names of two that may stand for it.
 */
export function requireFilled(text: string, ...what: readonly string[]): void {
  if (text.trim() !== "") return;
  const [are, it] = what.length > 1 ? ["are", "them"] : ["is", "it"];
  throw new ByteglassError("usage", `The ${what.join(" and the ")} of the credentials ${are} empty.`, {
    hint: `Fill ${it} in in the request's Auth tab, or choose no credentials.`,
    steps: [{ kind: "set-credentials" }],
  });
}
