/** Bytes into documents: the loose payload in front, or a message that is sent as bytes. */
import type { Framing, InputChoice } from "../../core/contract/input.ts";
import type { InspectRequest } from "../../core/contract/params.ts";
import { messageOwner } from "../edit/owner.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine, engineState } from "../engine/link.ts";
import { decodeBase64 } from "../format/base64.ts";
import { findMethod } from "../state/connections.ts";
import { activeTab, type Draft, type PayloadInput } from "../state/drafts.ts";
import { beginPayload, finishPayload } from "../state/payloads.ts";
import { connections, drafts, payloads } from "../state/stores.ts";
import { carrySelection } from "./select.ts";

/** What is to be inspected, and under which key its document is kept. */
interface Task {
  readonly owner: string;
  readonly input: PayloadInput;
  readonly connectionId: string;
  readonly typeName: string;
  readonly choices?: readonly InputChoice[] | undefined;
  readonly framing?: Framing | undefined;
}

/** Keeps the bytes in front inspected: whenever their input, schema or type changes. To be called once. */
export function startInspector(): void {
  let timer: number | undefined;

  function wake(): void {
    window.clearTimeout(timer);
    const task = taskOf(activeTab(drafts.get()));
    if (task === undefined || payloads.get()[task.owner]?.key === keyOf(task)) return;
    const fresh = payloads.get()[task.owner] === undefined;
    timer = window.setTimeout(() => void inspectFront(), fresh ? 0 : 150);
  }

  drafts.subscribe(wake);
  connections.subscribe(wake);
  engineState.subscribe(wake);
  wake();
}

/** Inspects the bytes in front now, unless they are or were already. */
export async function inspectFront(): Promise<void> {
  const task = taskOf(activeTab(drafts.get()));
  if (task !== undefined && payloads.get()[task.owner]?.key !== keyOf(task)) await inspect(task);
}

function taskOf(tab: Draft | undefined): Task | undefined {
  if (tab === undefined) return undefined;
  const { connectionId } = tab;
  if (tab.kind === "payload") {
    const { id: owner, input, typeName, choices, framing } = tab;
    return { owner, connectionId, input, typeName, choices, framing };
  }
  const raw = tab.raws?.[String(tab.messageIndex)];
  if (raw === undefined) return undefined;
  const input = rawInput(raw.base64);
  const schema = connections.get().byId[connectionId]?.schema;
  const typeName = findMethod(schema, tab.method)?.inputType ?? "";
  return { owner: messageOwner(tab).key, connectionId, input, typeName, framing: "raw" };
}

let lastRaw: Extract<PayloadInput, { kind: "bytes" }> = { kind: "bytes", base64: "" };

/** The same value for the same bytes, so that long ones are not compared again and again. */
function rawInput(base64: string): PayloadInput {
  if (lastRaw.base64 !== base64) lastRaw = { kind: "bytes", base64 };
  return lastRaw;
}

function schemaIdOf({ connectionId }: Task): string {
  return connections.get().byId[connectionId]?.schema?.schemaId ?? "";
}

function keyOf(task: Task): string {
  const schemaId = task.typeName === "" ? "" : schemaIdOf(task);
  return JSON.stringify([
    engineState.get().losses,
    schemaId,
    task.typeName,
    inputKey(task.input),
    task.choices,
    task.framing,
  ]);
}

/** Inputs this long, in UTF-16 units, are told apart by being another value instead of by what is in them. */
const LONG_INPUT = 4096;
const longInputs = new WeakMap<PayloadInput, string>();
let longInputCount = 0;

function inputKey(input: PayloadInput): PayloadInput | string {
  const length = input.kind === "text" ? input.text.length : input.kind === "bytes" ? input.base64.length : 0;
  if (length < LONG_INPUT) return input;
  const key = longInputs.get(input) ?? `long input ${++longInputCount}`;
  longInputs.set(input, key);
  return key;
}

async function inspect(task: Task): Promise<void> {
  const key = keyOf(task);
  const before = payloads.get()[task.owner]?.document;
  payloads.update((state) => beginPayload(state, task.owner, key));
  try {
    const document = await (await engine()).inspect(requestFor(task));
    payloads.update((state) => finishPayload(state, task.owner, key, { document }));
    if (before !== undefined) await carrySelection(before.documentId, document.documentId);
  } catch (thrown) {
    payloads.update((state) => finishPayload(state, task.owner, key, { error: toErrorRecord(thrown) }));
  }
  if (before !== undefined)
    await (await engine()).release({ documentId: before.documentId }).catch(() => undefined);
}

function requestFor(task: Task): InspectRequest {
  const schemaId = schemaIdOf(task);
  const bound = task.typeName === "" || schemaId === "" ? {} : { schemaId, typeName: task.typeName };
  return {
    input: inputFor(task.input),
    ...bound,
    ...(task.choices === undefined ? {} : { choices: [...task.choices] }),
    ...(task.framing === undefined ? {} : { framing: task.framing }),
  };
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
