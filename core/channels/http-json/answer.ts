/** One HTTP answer as it comes: messages of a success, or the status of an error. */
import type { Finding } from "../../finding.ts";
import { concatBytes } from "../../wire/concat-bytes.ts";
import type { ChannelStatus, Transfer } from "../channel.ts";
import { readForeign } from "../foreign-answer.ts";
import type { ResponseHead } from "../http/answer.ts";
import { BODY_BOUND, BODY_EXCERPT } from "../limits.ts";
import { valueNamed } from "../metadata.ts";
import { raisedReceiveBound } from "../raised-bound.ts";
import { type AnswerType, openEnvelope, readAnswerMessage } from "./answer-message.ts";
import { readJsonStatus, statusOfErrorAnswer } from "./answer-status.ts";
import { type HttpBodyPlace, writeHttpBody } from "./http-body.ts";
import { ValueSplitter } from "./value-splitter.ts";

/** Findings kept of one answer. */
const FINDING_BOUND = 100;
const INTERNAL = 13;
const RESOURCE_EXHAUSTED = 8;

/** The head of an answer, and the coding its body is taken out of before it comes here. */
export interface DecodedHead extends ResponseHead {
  readonly encoding: string | undefined;
}

/** How an answer is read. */
export interface AnswerPlan extends AnswerType {
  readonly streams: boolean;
  /** Set when the body is raw instead of JSON. */
  readonly raw: HttpBodyPlace | undefined;
  /** Bound on one message, in bytes (of the body, decompressed). */
  readonly limit: number;
}

/** Told of each message as it is complete; `body` is the JSON text that travelled. */
export type OnMessage = (bytes: Uint8Array, body: string | undefined, transfer: Transfer | undefined) => void;

/** Reads the body of one answer. */
export class Answer {
  readonly #head: DecodedHead;
  readonly #plan: AnswerPlan;
  readonly #onMessage: OnMessage;
  readonly #contentType: string;
  readonly #mode: "whole" | "stream" | "raw-stream" | "foreign";
  readonly #chunks: Uint8Array[] = [];
  readonly #splitter: ValueSplitter;
  readonly #decoder = new TextDecoder();
  readonly #findings: Finding[] = [];
  #length = 0;
  #status: ChannelStatus | undefined;

  constructor(head: DecodedHead, plan: AnswerPlan, onMessage: OnMessage) {
    this.#head = head;
    this.#plan = plan;
    this.#onMessage = onMessage;
    this.#contentType = valueNamed(head.headers, "content-type") ?? "";
    this.#splitter = new ValueSplitter(plan.limit);
    const isSuccess = head.httpStatus >= 200 && head.httpStatus < 300;
    const isPage = plan.raw === undefined && /html|xml/i.test(this.#contentType);
    if (!isSuccess || isPage) this.#mode = "foreign";
    else if (!plan.streams) this.#mode = "whole";
    else this.#mode = plan.raw === undefined ? "stream" : "raw-stream";
  }

  /** Takes a piece of the body. A status means that nothing more needs to be read. */
  read(chunk: Uint8Array): ChannelStatus | undefined {
    switch (this.#mode) {
      case "foreign":
        if (this.#length < BODY_BOUND) this.#chunks.push(chunk.subarray(0, BODY_BOUND - this.#length));
        this.#length += chunk.length;
        return this.#length >= BODY_BOUND ? this.end() : undefined;
      case "whole":
        this.#chunks.push(chunk);
        this.#length += chunk.length;
        if (this.#length > this.#plan.limit) this.#refuseSize();
        break;
      case "raw-stream":
        this.#tell(this.#rawMessage(chunk), undefined, undefined);
        break;
      case "stream":
        this.#readValues(this.#splitter.read(this.#decoder.decode(chunk, { stream: true })));
        if (this.#splitter.isTooLong) this.#refuseSize();
        break;
    }
    return this.#status;
  }

  /** The body is complete. `wireByteLength` is its length as it travelled. */
  end(wireByteLength?: number): ChannelStatus {
    switch (this.#mode) {
      case "foreign": {
        const { httpStatus, headers } = this.#head;
        return statusOfErrorAnswer({ httpStatus, headers, body: this.#text() });
      }
      case "whole":
        this.#endWhole(wireByteLength);
        break;
      case "stream":
        this.#endStream();
        break;
      case "raw-stream":
        break;
    }
    return this.#withFindings(this.#status ?? { code: 0, message: "", httpStatus: this.#head.httpStatus });
  }

  /** The body ended before it was complete: the connection broke. */
  breakOff(status: ChannelStatus): ChannelStatus {
    const { httpStatus } = this.#head;
    const text = this.#mode === "stream" ? this.#splitter.unfinished : this.#text();
    const body = text === "" ? {} : { body: text.slice(0, BODY_BOUND) };
    return this.#withFindings({ ...status, httpStatus, ...body });
  }

  /** What came could not be decompressed. */
  damaged(error: Error): ChannelStatus {
    const message = `The ${this.#head.encoding} body could not be decompressed: ${error.message}.`;
    return this.breakOff({ code: INTERNAL, message });
  }

  #endWhole(wireByteLength: number | undefined): void {
    const { encoding } = this.#head;
    const transfer =
      encoding === undefined
        ? undefined
        : { encoding, ...(wireByteLength === undefined ? {} : { wireByteLength }) };
    if (this.#plan.raw !== undefined) {
      this.#tell(this.#rawMessage(concatBytes(this.#chunks)), undefined, transfer);
      return;
    }
    this.#readMessage(this.#text(), transfer);
  }

  #endStream(): void {
    const last = this.#splitter.end();
    if (last !== undefined) this.#readValues([last]);
    if (this.#status !== undefined) return;
    const { unfinished, isOpen } = this.#splitter;
    if (unfinished === "" && !isOpen) return;
    this.#status = {
      code: INTERNAL,
      message: "The answer ended inside a JSON value.",
      httpStatus: this.#head.httpStatus,
      body: unfinished.slice(0, BODY_BOUND),
    };
  }

  #readValues(values: readonly string[]): void {
    for (const value of values) {
      if (this.#status !== undefined) return;
      const opened = openEnvelope(value, this.#plan.type, this.#splitter.isArray);
      if ("message" in opened) this.#readMessage(opened.message, undefined, value);
      else {
        const { httpStatus } = this.#head;
        this.#status = {
          ...(readJsonStatus(opened.error, httpStatus) ?? unreadable(opened.error)),
          httpStatus,
        };
      }
    }
  }

  /** `body` is what travelled: the message, or an envelope around it. */
  #readMessage(text: string, transfer: Transfer | undefined, body = text): void {
    const result = readAnswerMessage(text, this.#plan);
    if (this.#findings.length < FINDING_BOUND) this.#findings.push(...result.findings);
    if ("bytes" in result) {
      this.#tell(result.bytes, body, transfer);
      return;
    }
    const { httpStatus, headers } = this.#head;
    this.#status = {
      code: INTERNAL,
      message: `The server answered HTTP ${httpStatus}, but its body cannot be read as ${this.#plan.type.typeName}: ${result.fault} “${excerptOf(text)}”`,
      httpStatus,
      foreign: readForeign({ httpStatus, headers, body: text }),
      body: text.slice(0, BODY_BOUND),
    };
  }

  #rawMessage(content: Uint8Array): Uint8Array {
    return writeHttpBody(
      { contentType: this.#contentType, content },
      this.#plan.raw ?? { fieldNumber: undefined },
    );
  }

  #tell(bytes: Uint8Array, body: string | undefined, transfer: Transfer | undefined): void {
    this.#onMessage(bytes, body, transfer);
  }

  #refuseSize(): void {
    const bound = this.#plan.limit.toLocaleString("en-US");
    this.#status = {
      code: RESOURCE_EXHAUSTED,
      message: `A message came that is larger than the bound of ${bound} bytes.`,
      httpStatus: this.#head.httpStatus,
      steps: [raisedReceiveBound(2 * this.#plan.limit)],
    };
  }

  #text(): string {
    return new TextDecoder().decode(concatBytes(this.#chunks));
  }

  #withFindings(status: ChannelStatus): ChannelStatus {
    const findings = this.#findings.slice(0, FINDING_BOUND);
    return findings.length === 0 ? status : { ...status, findings };
  }
}

/** What came, on one line, as far as a message holds it. */
function excerptOf(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  return line.length <= BODY_EXCERPT ? line : `${line.slice(0, BODY_EXCERPT)}…`;
}

function unreadable(error: string): ChannelStatus {
  return { code: 2, message: `The stream ended with an error: ${error.slice(0, 200)}` };
}
