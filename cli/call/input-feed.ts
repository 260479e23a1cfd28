/** Standard input as the messages of an open call. */
import type { Engine } from "../../core/contract/engine.ts";
import { ByteglassError } from "../../core/error.ts";
import type { Terminal } from "../terminal.ts";
import type { BodyMessage } from "./body.ts";
import { DocumentStream } from "./document-stream.ts";

/** Hears of what is sent. */
export interface InputListener {
  /** These are about to be sent, so that a fault of theirs has a place. */
  readonly onMessages: (messages: readonly BodyMessage[]) => void;
  /** One of them does not fit, and the call goes on without them. */
  readonly onFault: (fault: ByteglassError) => Promise<void>;
}

/**
 * Sends each JSON document as soon as it is whole. Who types may type a message again that does not fit; input from
 * elsewhere ends there, and this rejects with `bad-json`.
 */
export async function feedInput(
  engine: Engine,
  terminal: Terminal,
  operationId: string,
  { onMessages, onFault }: InputListener,
): Promise<void> {
  if (terminal.isTyped) {
    terminal.warn(
      "Type messages as JSON: each is sent once it is whole. Ctrl D half-closes, Ctrl C cancels.",
    );
  }
  const documents = new DocumentStream("standard input");
  const send = async (messages: readonly BodyMessage[]) => {
    if (messages.length === 0) return;
    onMessages(messages);
    try {
      await engine.sendMessages({ operationId, messages: messages.map(({ text }) => text) });
    } catch (thrown) {
      const isFault = thrown instanceof ByteglassError && thrown.code === "bad-json";
      if (!terminal.isTyped || !isFault) throw thrown;
      await onFault(thrown);
    }
  };
  for await (const chunk of terminal.inputChunks()) await send(readDocuments(() => documents.read(chunk)));
  await send(readDocuments(() => documents.end()));
}

function readDocuments(read: () => readonly BodyMessage[]): readonly BodyMessage[] {
  try {
    return read();
  } catch (cause) {
    throw new ByteglassError("bad-json", "Standard input is not UTF-8 text.", {
      hint: "JSON is written in UTF-8: convert it, then try again.",
      cause,
    });
  }
}
