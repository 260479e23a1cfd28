/** `--record FILE`: the call as a file that opens again. */
import type { Engine } from "../../core/contract/engine.ts";
import type { CallRecord } from "../../core/contract/views.ts";
import type { CommandContext } from "../command.ts";

/** Writes the recording of a call when the options ask for it. Rejects with `file-unwritable`. */
export async function writeRecording(
  { given }: CommandContext,
  engine: Engine,
  { operationId }: CallRecord,
): Promise<void> {
  const file = given.text("record");
  if (file === undefined) return;
  await engine.exportRecording({
    operationId: "write recording",
    recordingId: operationId,
    file,
    form: "recording",
  });
}
