import type { InferSchemaRequest } from "../../core/contract/infer.ts";
import { bindTab } from "../actions/connect.ts";
import { notify } from "../actions/notify.ts";
import { editPayload } from "../actions/payload.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { addConnection, beginOpening, finishOpening } from "../state/connections.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { connections } from "../state/stores.ts";

/** Opens the schema that was written from samples, and reads the payload by it. False when that failed. */
export async function readAsInferred({ id }: PayloadDraft, request: InferSchemaRequest): Promise<boolean> {
  try {
    const one = await engine();
    // biome-ignore lint/correctness/useHookAtTopLevel: a method of the engine, and no hook
    const { schema, typeName, sources } = await one.useInferredSchema(request);
    const [source] = sources;
    const place = source?.kind === "proto" ? source.files[0] : undefined;
    // The same schema has the same file: it is one connection, also after a restart.
    const connectionId = `inferred ${typeName} ${place ?? schema.schemaId}`;
    connections.update((state) => {
      const added = addConnection(state, connectionId, sources, false);
      return finishOpening(beginOpening(added, connectionId, connectionId), connectionId, connectionId, {
        schema,
      });
    });
    bindTab(id, connectionId);
    editPayload(id, (draft) => ({ ...draft, typeName }));
    return true;
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
    return false;
  }
}
