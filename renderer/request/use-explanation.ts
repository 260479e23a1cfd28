import { useEffect, useState } from "react";
import type { BindingExplanation, ExplainBindingRequest } from "../../core/contract/transcoding.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { scopeOfDraft } from "../collections/scope.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { environments } from "../environment/store.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { shownMessage } from "../state/messages.ts";
import { useSchema } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";

/** Pause after a keystroke before the engine is asked, in ms. */
const PAUSE = 150;

/** The HTTP request of the shown message, or why it has none. */
export type Explained = { readonly explanation: BindingExplanation } | { readonly error: ErrorRecord };

/** Follows the message as it is typed; the last answer stays until the next one is there. */
export function useExplanation(draft: RequestDraft): Explained | undefined {
  const schemaId = useSchema(draft.connectionId)?.schemaId;
  const { method, binding } = draft;
  const json = shownMessage(draft);
  const turn = useStore(environments, (state) => state.turn);
  const scope = scopeOfDraft(draft);
  // As a text, since it is made anew each time; with the turn, since values change in files.
  const variables = JSON.stringify({ ...(scope && { scope }), turn });
  const [explained, setExplained] = useState<Explained>();
  useEffect(() => {
    if (schemaId === undefined || method === "") return;
    let stale = false;
    const timer = window.setTimeout(async () => {
      const asked = { schemaId, method, json: json.trim() === "" ? "{}" : json };
      const { scope }: Pick<ExplainBindingRequest, "scope"> = JSON.parse(variables);
      const answer = await ask({ ...asked, ...(binding < 0 ? {} : { binding }), ...(scope && { scope }) });
      if (!stale) setExplained(answer);
    }, PAUSE);
    return () => {
      stale = true;
      window.clearTimeout(timer);
    };
  }, [schemaId, method, binding, json, variables]);
  return explained;
}

async function ask(request: ExplainBindingRequest): Promise<Explained> {
  try {
    return { explanation: await (await engine()).explainBinding(request) };
  } catch (thrown) {
    return { error: toErrorRecord(thrown) };
  }
}
