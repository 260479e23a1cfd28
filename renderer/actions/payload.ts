/** Loose payloads: pasted text, dropped or opened files. */

import { desktop } from "../engine/desktop.ts";
import { baseName } from "../format/base-name.ts";
import { encodeBase64 } from "../format/base64.ts";
import { changePayload, newPayload, openTab, type PayloadDraft, type PayloadInput } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";
import { isRecordingName, openRecordingFile } from "../timeline/open-file.ts";
import { currentConnection, openSchemaFiles } from "./connect.ts";
import { notify } from "./notify.ts";

/** Dropped files without a path are kept inside the draft up to this many bytes. */
const DROP_LIMIT = 64 * 1024 * 1024;

/** Opens a tab for a payload; without an input it waits for one to be typed or pasted. */
export function openPayload(input: PayloadInput = { kind: "text", text: "" }, title = "payload"): void {
  const draft = {
    ...newPayload(crypto.randomUUID(), input, title),
    connectionId: currentConnection()?.id ?? "",
  };
  drafts.update((state) => openTab(state, draft));
}

/** Changes one loose payload. */
export function editPayload(id: string, change: (draft: PayloadDraft) => PayloadDraft): void {
  drafts.update((state) => changePayload(state, id, change));
}

/** Opens files by what they are: `.proto` and descriptor sets as schemas, anything else as a payload. */
export function openFiles(paths: readonly string[]): void {
  const protos = paths.filter((path) => /\.proto$/i.test(path));
  const sets = paths.filter((path) => /\.(protoset|fds|desc|binpb\.desc)$/i.test(path));
  if (protos.length > 0) void openSchemaFiles(protos, "proto");
  if (sets.length > 0) void openSchemaFiles(sets, "descriptor-set");
  for (const file of paths)
    if (isRecordingName(file)) void openRecordingFile(file);
    else if (!protos.includes(file) && !sets.includes(file))
      openPayload({ kind: "file", file }, baseName(file));
}

/** Opens what was dropped on the window. */
export async function openDropped(files: readonly File[]): Promise<void> {
  const paths = files.map((file) => desktop().pathForFile(file));
  openFiles(paths.filter((path) => path !== ""));
  for (const [index, file] of files.entries()) {
    if (paths[index] !== "") continue;
    if (file.size > DROP_LIMIT)
      notify(`${file.name} has no place on disk and is too large to keep.`, "warning");
    else openPayload({ kind: "bytes", base64: encodeBase64(await readFile(file)) }, file.name);
  }
}

async function readFile(file: File): Promise<Uint8Array> {
  return new Uint8Array(await file.arrayBuffer());
}
