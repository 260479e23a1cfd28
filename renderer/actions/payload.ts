/** Loose payloads: pasted text, dropped or opened files. */
import type { InspectRequest } from "../../core/contract/params.ts";
import { desktop } from "../engine/desktop.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine, engineState } from "../engine/link.ts";
import { decodeBase64, encodeBase64 } from "../format/base64.ts";
import {
  activeTab,
  changePayload,
  newPayload,
  openTab,
  type PayloadDraft,
  type PayloadInput,
} from "../state/drafts.ts";
import { beginPayload, finishPayload } from "../state/payloads.ts";
import { connections, drafts, payloads } from "../state/stores.ts";
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
    if (!protos.includes(file) && !sets.includes(file)) openPayload({ kind: "file", file }, baseName(file));
}

function baseName(path: string): string {
  return path.slice(Math.max(path.lastIndexOf("/"), path.lastIndexOf("\\")) + 1);
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

/** Keeps the payload in front inspected: whenever its input, schema or type changes. To be called once. */
export function startInspector(): void {
  let timer: number | undefined;

  function wake(): void {
    window.clearTimeout(timer);
    const tab = activeTab(drafts.get());
    if (tab?.kind !== "payload" || payloads.get()[tab.id]?.key === payloadKey(tab)) return;
    const fresh = payloads.get()[tab.id] === undefined;
    timer = window.setTimeout(() => void inspect(tab), fresh ? 0 : 150);
  }

  drafts.subscribe(wake);
  connections.subscribe(wake);
  engineState.subscribe(wake);
  wake();
}

function schemaIdOf(draft: PayloadDraft): string {
  return connections.get().byId[draft.connectionId]?.schema?.schemaId ?? "";
}

function payloadKey(draft: PayloadDraft): string {
  const schemaId = draft.typeName === "" ? "" : schemaIdOf(draft);
  return JSON.stringify([engineState.get().losses, schemaId, draft.typeName, draft.input]);
}

async function inspect(draft: PayloadDraft): Promise<void> {
  const key = payloadKey(draft);
  const before = payloads.get()[draft.id]?.document;
  payloads.update((state) => beginPayload(state, draft.id, key));
  try {
    const document = await (await engine()).inspect(requestFor(draft));
    payloads.update((state) => finishPayload(state, draft.id, key, { document }));
  } catch (thrown) {
    payloads.update((state) => finishPayload(state, draft.id, key, { error: toErrorRecord(thrown) }));
  }
  if (before !== undefined)
    await (await engine()).release({ documentId: before.documentId }).catch(() => undefined);
}

function requestFor(draft: PayloadDraft): InspectRequest {
  const schemaId = schemaIdOf(draft);
  const bound = draft.typeName === "" || schemaId === "" ? {} : { schemaId, typeName: draft.typeName };
  return { input: inputFor(draft.input), ...bound };
}

function inputFor(input: PayloadInput): InspectRequest["input"] {
  switch (input.kind) {
    case "text":
    case "file":
      return input;
    case "bytes":
      return { kind: "bytes", bytes: decodeBase64(input.base64) };
  }
}
