/** Names that are given to fields which no schema names. */
import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { createStore } from "../state/store.ts";

/** Changes whenever a name was given: rows that were read before are read again. */
export const namesGiven = createStore(0);

/** Names the field of a record; the empty name takes it away. False when it is no name, or the schema has one. */
export async function nameField(documentId: string, record: number, name: string): Promise<boolean> {
  try {
    await (await engine()).nameField({ documentId, record, name });
    namesGiven.update((count) => count + 1);
    return true;
  } catch (thrown) {
    notify(toErrorRecord(thrown).message, "warning");
    return false;
  }
}
