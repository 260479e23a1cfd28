/** The body of an answer that is a row of messages, each told as soon as it is whole. */
import type { Transfer } from "../../contract/transfer.ts";
import type { ChannelStatus } from "../channel.ts";
import { tooLarge } from "../framing/faults.ts";
import type { StreamedBody } from "../http/streamed-answer.ts";
import { type LengthForm, MessageSplitter } from "./message-splitter.ts";

const INTERNAL = 13;

/** How a stream's messages are framed, as its content type says; nothing for one message that is the whole body. */
export function lengthFormOf(contentType: string): LengthForm | undefined {
  if (/\bdelimited\b/i.test(contentType)) return "varint";
  return /\b(length-prefixed|framed)\b/i.test(contentType) ? "four-bytes" : undefined;
}

/** Reads such a body. */
export class MessageStream implements StreamedBody {
  readonly #splitter: MessageSplitter;
  readonly #limit: number;
  readonly #httpStatus: number;
  readonly #encoding: string | undefined;
  readonly #onMessage: (bytes: Uint8Array, transfer: Transfer | undefined) => void;

  /** `limit` bounds one message, in bytes; `encoding` is what the body was taken out of. */
  constructor(
    {
      form,
      limit,
      httpStatus,
      encoding,
    }: {
      readonly form: LengthForm;
      readonly limit: number;
      readonly httpStatus: number;
      readonly encoding: string | undefined;
    },
    onMessage: (bytes: Uint8Array, transfer: Transfer | undefined) => void,
  ) {
    this.#splitter = new MessageSplitter(form, limit);
    this.#limit = limit;
    this.#httpStatus = httpStatus;
    this.#encoding = encoding;
    this.#onMessage = onMessage;
  }

  read(chunk: Uint8Array): ChannelStatus | undefined {
    const transfer = this.#encoding === undefined ? undefined : { encoding: this.#encoding };
    for (const message of this.#splitter.read(chunk)) this.#onMessage(message, transfer);
    const { fault } = this.#splitter;
    if (fault === undefined) return undefined;
    if (fault.kind === "too-large") {
      return tooLarge(
        `A message of ${fault.byteLength.toLocaleString("en-US")} bytes`,
        this.#limit,
        fault.byteLength,
      );
    }
    const message =
      "The length before a message has more than five bytes: the answer is no row of delimited messages.";
    return { code: INTERNAL, message, unfinished: this.#splitter.unfinished() };
  }

  end(): ChannelStatus {
    const unfinished = this.#splitter.unfinished();
    if (unfinished.length === 0) return { code: 0, message: "", httpStatus: this.#httpStatus };
    const message = `The answer ended inside a message: ${unfinished.length} bytes are left after the last whole one.`;
    return { code: INTERNAL, message, unfinished };
  }

  breakOff(status: ChannelStatus): ChannelStatus {
    const unfinished = this.#splitter.unfinished();
    return unfinished.length === 0 ? status : { ...status, unfinished };
  }

  damaged(error: Error): ChannelStatus {
    const message = `The ${this.#encoding} body could not be decompressed: ${error.message}.`;
    return this.breakOff({ code: INTERNAL, message });
  }
}
