/**
 * The engine over a message port. The engine's process calls `serveEngine` on its end, the window calls
 * `connectEngine` on the other; between them go birpc messages as they are, by structured clone.
 * Nothing may be transferred: Electron silently loses a message that transfers an ArrayBuffer.
 */
import { createBirpc } from "birpc";
import { ByteglassError, type ErrorRecord } from "../error.ts";
import type { Engine, EngineListener } from "./engine.ts";
import { createBatch } from "./event-batch.ts";
import type { EngineEvent } from "./views.ts";

/** The message with which the preload script hands a port to the page; the port is `event.ports[0]`. */
export const ENGINE_PORT_MESSAGE = "byteglass:engine-port";

/** The `data` of that message. */
export interface EnginePortMessage {
  readonly type: typeof ENGINE_PORT_MESSAGE;
}

/** One end of a channel, whichever kind of port it is. */
export interface EnginePort {
  post(message: unknown): void;
  /** Starts delivery. `onClose` is called once, when the other end is gone. */
  listen(onMessage: (message: unknown) => void, onClose: () => void): void;
  close(): void;
}

/** What a call on the window's side rejects with, always: the engine's error as a plain record. */
export interface EngineFailure {
  readonly name: "ByteglassError";
  readonly record: ErrorRecord;
}

/** The part of the web's `MessagePort` (and of Node's) that an engine port needs. */
export interface MessagePortShape {
  postMessage(message: unknown): void;
  addEventListener(type: "message" | "close", listener: (event: { readonly data?: unknown }) => void): void;
  start(): void;
  close(): void;
}

/** The engine's end of one connection. */
export interface ServedEngine {
  /** Sends an event to this connection's window, batched and in order. */
  readonly notify: EngineListener;
  close(): void;
}

/** The window's end of one connection. */
export interface ConnectedEngine {
  readonly engine: Engine;
  close(): void;
}

/** What the window is told. */
export interface ConnectionListeners {
  readonly onEvents: (events: readonly EngineEvent[]) => void;
  /** The engine's process is gone; every pending call has been rejected. Ask for a new port. */
  readonly onClose: () => void;
}

/** Every method of the engine, once: the list a port serves, and nothing else. */
export const ENGINE_METHODS = Object.keys({
  openSchema: true,
  describe: true,
  template: true,
  fields: true,
  exportSchema: true,
  diffSchemas: true,
  searchSchema: true,
  symbolDocs: true,
  fieldExamples: true,
  sourceConflicts: true,
  readChanges: true,
  keepSchema: true,
  keptVersions: true,
  openKept: true,
  checkBodies: true,
  checkCollection: true,
  watchSources: true,
  unwatchSources: true,
  compose: true,
  encode: true,
  decode: true,
  call: true,
  inspect: true,
  reinspect: true,
  readFrames: true,
  openPayload: true,
  readReadings: true,
  chooseReading: true,
  readFindings: true,
  readTreeView: true,
  findTreeViewRow: true,
  measureSizes: true,
  diffDocuments: true,
  nameField: true,
  useInferredSchema: true,
  editDocument: true,
  patchDocument: true,
  readText: true,
  editJson: true,
  canonicalDocument: true,
  readFrameJson: true,
  oneofMembers: true,
  matchTypes: true,
  explainBinding: true,
  readUrl: true,
  importRequests: true,
  placeImported: true,
  copyRequest: true,
  saveImported: true,
  saveApi: true,
  savedSources: true,
  inferSchema: true,
  readHex: true,
  readTree: true,
  readJson: true,
  readBytes: true,
  locate: true,
  release: true,
  stopReading: true,
  cancel: true,
  startSample: true,
  checkHealth: true,
  watchHealth: true,
  probe: true,
  readChannelz: true,
  previewCredentials: true,
  tokenState: true,
  renewToken: true,
  beginConsent: true,
  finishConsent: true,
  forgetToken: true,
  stopSample: true,
  saveState: true,
  loadState: true,
  listHistory: true,
  readHistory: true,
  pinCall: true,
  diffCalls: true,
  clearHistory: true,
  checkAnswer: true,
  findAssertionFaults: true,
  runCollection: true,
  readEnvironments: true,
  saveEnvironment: true,
  setSecrets: true,
  readVariablePlaces: true,
  saveVariablePlace: true,
  renameEnvironment: true,
  duplicateEnvironment: true,
  removeEnvironment: true,
  readVariables: true,
  suggestVariables: true,
  openCollection: true,
  closeCollection: true,
  createItem: true,
  renameItem: true,
  moveItem: true,
  duplicateItem: true,
  removeItem: true,
  restoreItem: true,
  readRequest: true,
  saveRequest: true,
  readRecording: true,
  readTimeline: true,
  readStrip: true,
  readSeries: true,
  numericFields: true,
  readEvent: true,
  readNewest: true,
  readMessages: true,
  exportRecording: true,
  openRecording: true,
  shareRequest: true,
  releaseRecording: true,
  sendMessages: true,
  sendFile: true,
  replay: true,
  halfClose: true,
  pauseCall: true,
  compareChannels: true,
  runLoad: true,
  loadScript: true,
} satisfies Record<keyof Engine, true>) as readonly (keyof Engine)[];

type AnyMethod = (...parameters: readonly unknown[]) => Promise<unknown>;
interface WindowFunctions {
  deliver(events: readonly EngineEvent[]): void;
}

/** An engine port over a web `MessagePort`, as a window receives it. */
export function fromMessagePort(port: MessagePortShape): EnginePort {
  return {
    post: (message) => port.postMessage(message),
    listen(onMessage, onClose) {
      port.addEventListener("message", (event) => onMessage(event.data));
      port.addEventListener("close", onClose);
      port.start();
    },
    close: () => port.close(),
  };
}

/**
 * Answers the calls that arrive on `port` from `engine`. Errors cross as `EngineFailure`; events that came
 * before an answer arrive before it. When the port closes, the operations it had running are cancelled and
 * `onClose` is called.
 */
export function serveEngine(
  engine: Engine,
  port: EnginePort,
  onClose: () => void = () => undefined,
): ServedEngine {
  const running = new Set<string>();
  const functions: Record<string, AnyMethod> = Object.create(null);
  const rpc = createBirpc<WindowFunctions, Record<string, AnyMethod>>(functions, {
    post: (message) => port.post(message),
    on: (receive) => port.listen((message) => isObject(message) && receive(message), close),
    eventNames: ["deliver"],
    timeout: -1,
    onGeneralError: () => true,
  });
  const batch = createBatch<EngineEvent>((events) => void rpc.deliver(events));
  for (const name of ENGINE_METHODS) {
    const method = engine[name].bind(engine) as AnyMethod;
    functions[name] = (parameters) => answer(() => method(parameters), parameters);
  }

  async function answer(run: () => Promise<unknown>, parameters: unknown): Promise<unknown> {
    const operationId = operationIdOf(parameters);
    if (operationId !== undefined) running.add(operationId);
    try {
      return await run();
    } catch (thrown) {
      throw toFailure(thrown);
    } finally {
      if (operationId !== undefined) running.delete(operationId);
      batch.flush();
    }
  }

  function close(): void {
    if (rpc.$closed) return;
    rpc.$close();
    batch.close();
    for (const operationId of running) void engine.cancel({ operationId }).catch(() => undefined);
    port.close();
    onClose();
  }

  return { notify: (event) => batch.add(event), close };
}

/** The engine at the other end of `port`. Its calls have no time limit of their own: `cancel` ends them. */
export function connectEngine(port: EnginePort, listeners: ConnectionListeners): ConnectedEngine {
  const rpc = createBirpc<Record<string, AnyMethod>, WindowFunctions, false>(
    { deliver: listeners.onEvents },
    {
      post: (message) => port.post(message),
      on: (receive) => port.listen((message) => isObject(message) && receive(message), lost),
      timeout: -1,
      proxify: false,
    },
  );

  function lost(): void {
    if (rpc.$closed) return;
    rpc.$close();
    port.close();
    listeners.onClose();
  }

  async function call(name: keyof Engine, parameters: unknown): Promise<unknown> {
    try {
      return await rpc.$call(name, parameters);
    } catch (thrown) {
      throw rpc.$closed ? ENGINE_GONE : toFailure(thrown);
    }
  }

  const methods = ENGINE_METHODS.map((name) => [name, (parameters: unknown) => call(name, parameters)]);
  return {
    engine: Object.fromEntries(methods) as Engine,
    close() {
      rpc.$close();
      port.close();
    },
  };
}

const ENGINE_GONE: EngineFailure = {
  name: "ByteglassError",
  record: {
    code: "cancelled",
    message: "The engine stopped before it answered.",
    hint: "It is started again by itself: repeat what you did.",
    findings: [],
  },
};

/** True for what a rejected engine call carries. */
export function isEngineFailure(thrown: unknown): thrown is EngineFailure {
  if (!isObject(thrown) || !("name" in thrown) || !("record" in thrown)) return false;
  return thrown.name === "ByteglassError" && isObject(thrown.record);
}

function toFailure(thrown: unknown): EngineFailure {
  if (isEngineFailure(thrown)) return thrown;
  return { name: "ByteglassError", record: ByteglassError.from(thrown).toRecord() };
}

/** The operation a call belongs to, when it names one. */
function operationIdOf(parameters: unknown): string | undefined {
  if (!isObject(parameters) || !("operationId" in parameters)) return undefined;
  return typeof parameters.operationId === "string" ? parameters.operationId : undefined;
}

function isObject(value: unknown): value is object {
  return typeof value === "object" && value !== null;
}
