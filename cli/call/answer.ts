/** What a call prints: its messages as they come, its events as they happen, or one object at the end. */
import type { Engine } from "../../core/contract/engine.ts";
import type { CallRecord, EngineEvent, MethodKind } from "../../core/contract/views.ts";
import type { CommandContext } from "../command.ts";
import { compactJson } from "../json-text.ts";
import type { BodyMessage } from "./body.ts";
import { endLine, eventLine, messageLine } from "./event-lines.ts";
import { createEventReader } from "./event-reader.ts";
import { createMessageReader } from "./message-reader.ts";
import type { MethodSchema } from "./method-schema.ts";
import { createReading, type Reader } from "./reading.ts";
import { recordJson } from "./record-json.ts";
import type { ReadMessage } from "./recorded-side.ts";
import { readSent } from "./sent-messages.ts";
import { createWarnings, type Warnings } from "./warnings.ts";

/** Listens to one call and prints. */
export interface Answer {
  readonly take: (event: EngineEvent) => void;
  /** Prints what is left when the call has ended, and the warnings. */
  finish(record: CallRecord, messages: readonly BodyMessage[]): Promise<void>;
}

/** How an answer is printed. */
interface Printer {
  readonly reader: Reader;
  readonly take?: (event: EngineEvent) => void;
  readonly end: (record: CallRecord, sent: readonly ReadMessage[]) => void;
}

const recordingId = "call";

/** The answer of a call, in the form that the options ask for. */
export function createAnswer(context: CommandContext, opened: MethodSchema, engine: Engine): Answer {
  const { given, terminal } = context;
  const { kind } = opened.method;
  const warnings = createWarnings(terminal);
  const parts: PrinterParts = { context, opened, engine, warnings };
  const json = given.flag("json");
  const events = given.flag("events") || (json && kind !== "unary");
  const printer = events ? eventPrinter(parts) : json ? objectPrinter(parts) : messagePrinter(parts, kind);
  const reading = createReading(engine, recordingId, printer.reader);

  return {
    take(event) {
      if (event.kind === "recording") reading.advance(event.state);
      printer.take?.(event);
    },
    async finish(record, messages) {
      reading.advance((await engine.readRecording({ recordingId })).state);
      await reading.settle();
      const sent = await readSent(engine, record, messages);
      const typed = sent.flatMap(({ findings }) => findings.filter(({ text }) => text !== undefined));
      warnings.add([...typed, ...(record.findings ?? [])]);
      printer.end(record, sent);
      warnings.tell();
    },
  };
}

interface PrinterParts {
  readonly context: CommandContext;
  readonly opened: MethodSchema;
  readonly engine: Engine;
  readonly warnings: Warnings;
}

/** Messages alone: those of a stream a line each, another laid out to be read. */
function messagePrinter(
  { context: { terminal }, opened, engine, warnings }: PrinterParts,
  kind: MethodKind,
): Printer {
  const streams = kind === "server-stream" || kind === "bidi-stream";
  const { method, whole } = opened;
  const reader = createMessageReader(
    { engine, recordingId, typeName: method.outputType, whole },
    async ({ json, findings }) => {
      warnings.add(findings);
      terminal.write(`${streams ? compactJson(json) : json}\n`);
      await terminal.drained();
    },
  );
  return { reader, end: () => undefined };
}

/** Everything that happens, as it happens. */
function eventPrinter({ context: { terminal }, opened, engine, warnings }: PrinterParts): Printer {
  const { method, whole } = opened;
  const reader = createEventReader({
    engine,
    recordingId,
    whole,
    inputType: method.inputType,
    outputType: method.outputType,
    onPlain: (event) => terminal.write(eventLine(event) ?? ""),
    onMessage: async (side, message) => {
      if (side === "message-received") warnings.add(message.findings);
      terminal.write(messageLine(side, message));
      await terminal.drained();
    },
  });
  return {
    reader,
    take: (event) => {
      if (event.kind === "call") reader.add(event.event);
    },
    end: (record) => terminal.write(endLine(record)),
  };
}

/** One object when the call has ended. */
function objectPrinter({ context: { terminal }, opened, engine, warnings }: PrinterParts): Printer {
  const { method, whole } = opened;
  const received: ReadMessage[] = [];
  const reader = createMessageReader(
    { engine, recordingId, typeName: method.outputType, whole },
    (message) => {
      warnings.add(message.findings);
      received.push(message);
    },
  );
  return { reader, end: (record, sent) => terminal.write(`${recordJson(record, sent, received)}\n`) };
}
