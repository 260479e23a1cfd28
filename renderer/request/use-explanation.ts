import { useEffect, useState } from "react";
import type { BindingExplanation } from "../../core/contract/transcoding.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { shownMessage } from "../state/messages.ts";
import { useSchema } from "../state/use-current.ts";

/** Pause after a keystroke before the engine is asked, in ms. */
const PAUSE = 150;

/** The HTTP request of the shown message, or why it has none. */
export type Explained = { readonly explanation: BindingExplanation } | { readonly error: ErrorRecord };

/** Follows the message as it is typed; the last answer stays until the next one is there. */
export function useExplanation(draft: RequestDraft): Explained | undefined {
  const schemaId = useSchema(draft.connectionId)?.schemaId;
  const { method, binding } = draft;
  const json = shownMessage(draft);
  const [explained, setExplained] = useState<Explained>();
  useEffect(() => {
    if (schemaId === undefined || method === "") return;
    let stale = false;
    const timer = window.setTimeout(async () => {
      const asked = { schemaId, method, json: json.trim() === "" ? "{}" : json };
      const answer = await ask({ ...asked, ...(binding < 0 ? {} : { binding }) });
      if (!stale) setExplained(answer);
    }, PAUSE);
    return () => {
      stale = true;
      window.clearTimeout(timer);
    };
  }, [schemaId, method, binding, json]);
  return explained;
}

async function ask(request: {
  readonly schemaId: string;
  readonly method: string;
  readonly json: string;
  readonly binding?: number;
}): Promise<Explained> {
  try {
    return { explanation: await (await engine()).explainBinding(request) };
  } catch (thrown) {
    return { error: toErrorRecord(thrown) };
  }
}
