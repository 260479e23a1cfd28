import type { Registry } from "@bufbuild/protobuf";
import { QUOTE } from "../json/characters.ts";
import { JsonCursor } from "../json/cursor.ts";
import { skipValue } from "../json/skip.ts";
import { depthLimit } from "../limits.ts";
import type { MessagePlan } from "../plan/message-plan.ts";
import { SpanLinkList } from "../span-link-list.ts";
import { SpareArray } from "../spare-array.ts";
import type { EncodeOptions } from "../types.ts";
import { ByteSink } from "../wire/byte-sink.ts";
import { TextFindings } from "./text-findings.ts";

/** What became of a value: not written (a finding says why), written as zero or empty, or written. */
export const REFUSED = 0;
export const ZERO = 1;
export const WRITTEN = 2;
export type Outcome = 0 | 1 | 2;

/** What a lenient encoder does with two of what there may be one of. */
export const FIRST_IS_KEPT = "the first is kept";

const LONGEST_EXCERPT = 40;

const spare = new SpareArray(1024);

/** Everything one run of the encoder shares. */
export class EncodeState {
  readonly cursor: JsonCursor;
  readonly sink: ByteSink;
  readonly links: SpanLinkList;
  readonly findings = new TextFindings();
  readonly registry: Registry;
  readonly isLenient: boolean;
  readonly maxDepth: number;
  readonly verbatim: boolean;
  /** Two's complement halves of the integer read last. */
  low = 0;
  high = 0;
  /** The floating-point number read last. */
  floating = 0;
  /**
   * One frame a message being read: a word a field (1 once its key was seen, 2 once it has a value), then a word a
   * oneof (1 + slot of the member that was seen).
   */
  seen = spare.take();
  private seenLength = 0;

  constructor(text: string, options: EncodeOptions) {
    this.cursor = new JsonCursor(text);
    this.sink = new ByteSink(text.length);
    this.links = new SpanLinkList(options.links !== false);
    this.registry = options.registry;
    this.isLenient = options.lenient === true;
    this.maxDepth = depthLimit(options.maxDepth);
    this.verbatim = options.verbatim === true;
  }

  /** Gives all room back. The state must not be used afterwards. */
  release(): void {
    spare.give(this.seen);
    this.sink.release();
    this.links.release();
  }

  /** Opens a frame in `seen`; answers with its start. */
  enter(plan: MessagePlan): number {
    const start = this.seenLength;
    const end = start + plan.fields.length + plan.oneofs.length;
    if (end > this.seen.length) {
      const grown = new Int32Array(Math.max(end, this.seen.length * 2));
      grown.set(this.seen);
      this.seen = grown;
    }
    this.seen.fill(0, start, end);
    this.seenLength = end;
    return start;
  }

  /** Closes the frame that starts at `start`. */
  leave(start: number): void {
    this.seenLength = start;
  }

  /** Refuses the text, and reads no further once 100 errors are known. */
  refuse(code: string, start: number, end: number, message: string, hint = ""): void {
    if (this.cursor.isOver) return;
    this.findings.add("error", code, start, end, message, hint);
    if (this.findings.isFull) this.cursor.stop();
  }

  /** Accepts the text, with a remark. */
  warn(code: string, start: number, end: number, message: string, hint = ""): void {
    this.findings.add("warning", code, start, end, message, hint);
  }

  /** Refuses the text, or, when the encoder is lenient, accepts it with a remark that ends in what is done `instead`. */
  object(code: string, start: number, end: number, message: string, hint: string, instead: string): void {
    if (this.isLenient) this.warn(code, start, end, `${message}; ${instead}.`, hint);
    else this.refuse(code, start, end, `${message}.`, hint);
  }

  /** Refuses the next value, whatever it is, because another type was expected; passes it. */
  refuseType(expected: string, hint = ""): void {
    const start = this.cursor.peek();
    const from = this.cursor.position;
    const kind = this.cursor.kindOf(start);
    if (!this.skip()) return;
    const end = this.cursor.position;
    const found = kind === "object" || kind === "array" ? `an ${kind}` : this.excerpt(from, end);
    this.refuse("wrong-type", from, end, `Expected ${expected}, but found ${found}.`, hint);
  }

  /** Passes the next value without reading it. */
  skip(): boolean {
    if (skipValue(this.cursor, this.maxDepth)) return true;
    if (!this.cursor.isOver) this.refuseDepth();
    return false;
  }

  /** Refuses an object or array that is nested too deep. The rest of the text is not read. */
  refuseDepth(): void {
    const at = this.cursor.position;
    const message = `Expected at most ${this.maxDepth} levels of nesting, but this is one more.`;
    this.refuse("too-deep", at, at + 1, message, "Receivers refuse messages that are nested this deep.");
    this.cursor.stop();
  }

  /** A piece of the text for a message, shortened. */
  excerpt(start: number, end: number): string {
    const text = this.cursor.text;
    if (end - start <= LONGEST_EXCERPT) return text.substring(start, end);
    const quote = text.charCodeAt(start) === QUOTE ? '"' : "";
    return `${text.substring(start, start + LONGEST_EXCERPT - 1)}…${quote}`;
  }
}
