/** What a call prints: its messages as they come, its events as they happen, or all of it as one object at the end. */
import type { Engine } from "../../core/contract/engine.ts";
import type { CallRecord, EngineEvent } from "../../core/contract/views.ts";
import type { CommandContext } from "../command.ts";
import { createAnswerReader, laidOut, onOneLine, type PrintedMessage } from "./answer-printer.ts";
import type { BodyMessage } from "./body.ts";
import { endLine, eventLine, messageLine } from "./event-lines.ts";
import type { MethodSchema } from "./method-schema.ts";
import { recordJson } from "./record-json.ts";
import { readSent, readSentLater } from "./sent-messages.ts";
import { createWarnings } from "./warnings.ts";

/** Listens to one call and prints. */
export interface Answer {
  readonly take: (event: EngineEvent) => void;
  /** Prints what is left when the call has ended, and the warnings. */
  finish(record: CallRecord, messages: readonly BodyMessage[]): Promise<void>;
}

/** The answer of a call, in the form that the options ask for. */
export function createAnswer(
  { given, terminal }: CommandContext,
  { method, whole }: MethodSchema,
  engine: Engine,
): Answer {
  const json = given.flag("json");
  const events = given.flag("events");
  const streams = method.kind === "server-stream" || method.kind === "bidi-stream";
  const print = events ? messageLine : streams ? onOneLine : laidOut;
  const warnings = createWarnings(terminal);
  const received: PrintedMessage[] = [];
  const reader = createAnswerReader({
    engine,
    recordingId: "call",
    typeName: method.outputType,
    whole,
    onMessage: async (message) => {
      warnings.add(message.findings);
      if (json) received.push(message);
      else terminal.write(print(message));
      await terminal.drained();
    },
  });

  function take(event: EngineEvent): void {
    if (event.kind === "recording") reader.advance(event.state.receivedCount);
    const line = events && event.kind === "call" ? eventLine(event.event) : undefined;
    if (line !== undefined) terminal.write(line);
  }

  async function finish(record: CallRecord, messages: readonly BodyMessage[]): Promise<void> {
    reader.advance(record.receivedCount);
    await reader.settle();
    const sent = await readSent(engine, record, messages);
    const typed = sent.flatMap(({ findings }) => findings.filter(({ text }) => text !== undefined));
    warnings.add([...typed, ...(record.findings ?? [])]);
    if (json) {
      const all = [...sent, ...(await readSentLater(engine, record))];
      terminal.write(`${recordJson(record, method.kind, all, received)}\n`);
    }
    if (events) terminal.write(endLine(record));
    warnings.tell();
  }

  return { take, finish };
}
