/** `--record FILE`: the call as a file that opens again. */
import { accessSync, constants, statSync } from "node:fs";
import { dirname, resolve } from "node:path";
import type { Engine } from "../../core/contract/engine.ts";
import type { CallRecord } from "../../core/contract/views.ts";
import { codeOf } from "../../core/error.ts";
import type { Arguments } from "../arguments.ts";
import type { CommandContext } from "../command.ts";
import { usageError } from "../usage-error.ts";

/** Throws `usage` for a file that cannot be written: after the call it would be too late to say so. */
export function checkRecordable(given: Arguments): void {
  const file = given.text("record");
  if (file === undefined) return;
  const folder = dirname(resolve(file));
  try {
    accessSync(folder, constants.W_OK);
  } catch (cause) {
    const code = String(codeOf(cause) ?? cause);
    const why =
      code === "ENOENT" ? `there is no folder ${folder}` : `${folder} cannot be written to (${code})`;
    throw usageError(
      `--record ${file}: ${why}.`,
      "Name a file in a folder that is there and is yours. Nothing was sent.",
    );
  }
  if (statSync(file, { throwIfNoEntry: false })?.isDirectory() !== true) return;
  throw usageError(`--record ${file}: this is a folder.`, "Name a file in it. Nothing was sent.");
}

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
