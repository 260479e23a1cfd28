/** All events of a call in the order they happened: those without a message as they are told, messages as recorded. */
import type { CallEvent } from "../../core/contract/views.ts";
import type { Reader } from "./reading.ts";
import { type PrintedMessage, RecordedSide, type SideParts } from "./recorded-side.ts";

/** An event that carries no message. */
export type PlainEvent = Exclude<CallEvent, { kind: "message-sent" | "message-received" }>;

/** What is read from, and who takes the events; what they wait for holds the reading back. */
export interface EventParts extends Omit<SideParts, "side" | "typeName"> {
  readonly inputType: string;
  readonly outputType: string;
  readonly onPlain: (event: PlainEvent) => void;
  readonly onMessage: (kind: "message-sent" | "message-received", message: PrintedMessage) => Promise<void>;
}

/** A reader that is told of events as well. */
export interface EventReader extends Reader {
  /** Takes an event; messages come out of the recording, for only the first of them are told. */
  add(event: CallEvent): void;
}

/**
 * Puts events in order. A recording numbers all events; the numbers of messages are known, so the plain events, which are
 * told in order, have those between.
 */
export function createEventReader(parts: EventParts): EventReader {
  const { inputType, outputType, onPlain, onMessage } = parts;
  const outgoing = new RecordedSide({ ...parts, side: "out", typeName: inputType });
  const incoming = new RecordedSide({ ...parts, side: "in", typeName: outputType });
  const plain: PlainEvent[] = [];
  const printed = { messages: 0, byteLength: 0 };

  async function takeIncoming(count: number): Promise<void> {
    const message = await incoming.take(count);
    if (message === undefined) return;
    await onMessage("message-received", message);
    printed.messages += 1;
    printed.byteLength += message.byteLength;
  }

  async function takeOutgoing(count: number): Promise<void> {
    const message = await outgoing.take(count);
    if (message !== undefined) await onMessage("message-sent", message);
  }

  let next = 0;
  return {
    printed,
    add(event) {
      if (event.kind !== "message-sent" && event.kind !== "message-received") plain.push(event);
    },
    async readUpTo(reached) {
      for (;;) {
        const { eventCount, sentCount, receivedCount } = reached();
        if (next >= eventCount) return;
        if ((await incoming.peek(receivedCount)) === next) await takeIncoming(receivedCount);
        else if ((await outgoing.peek(sentCount)) === next) await takeOutgoing(sentCount);
        else {
          const event = plain.shift();
          if (event !== undefined) onPlain(event);
        }
        next += 1;
      }
    },
  };
}
