import type { Registry } from "@bufbuild/protobuf";
import { ByteSink } from "../../wire/byte-sink.ts";
import { MessagePath } from "../path.ts";
import { TextCursor } from "./cursor.ts";
import { EncodeFindings } from "./encode-findings.ts";

const LONGEST_EXCERPT = 40;

/** Everything one run of the encoder shares. */
export class EncodeTextState {
  readonly cursor: TextCursor;
  readonly sink: ByteSink;
  readonly findings = new EncodeFindings();
  readonly path = new MessagePath();
  readonly registry: Registry;
  readonly isLenient: boolean;
  readonly maxDepth: number;
  /** The field being read, for the path of findings; `index` is -1 where it does not repeat. */
  fieldName = "";
  fieldIndex = -1;
  /** Where the syntax error is, if there is one. */
  faultPath = "";

  constructor(text: string, registry: Registry, isLenient: boolean, maxDepth: number) {
    this.cursor = new TextCursor(text);
    this.cursor.onFault = () => {
      this.faultPath = this.path.text(this.fieldName, this.fieldIndex);
    };
    this.sink = new ByteSink(text.length);
    this.registry = registry;
    this.isLenient = isLenient;
    this.maxDepth = maxDepth;
  }

  /** Refuses the text, and reads no further once 100 errors are known. */
  refuse(code: string, start: number, end: number, message: string, hint = ""): void {
    if (this.cursor.isOver) return;
    this.add("error", code, start, end, message, hint);
    if (this.findings.isFull) this.cursor.stop();
  }

  /** Accepts the text, with a remark. */
  warn(code: string, start: number, end: number, message: string, hint = ""): void {
    this.add("warning", code, start, end, message, hint);
  }

  /** Refuses the text, or, when the encoder is lenient, accepts it with a remark that ends in what is done `instead`. */
  object(code: string, start: number, end: number, message: string, hint: string, instead: string): void {
    if (this.isLenient) this.warn(code, start, end, `${message}; ${instead}.`, hint);
    else this.refuse(code, start, end, `${message}.`, hint);
  }

  /** Refuses the current token because the field takes something else. The caller passes it. */
  refuseToken(expected: string, hint = ""): void {
    const { cursor } = this;
    if (cursor.kind === "end") cursor.expected(expected, hint);
    else this.refuseSpan("wrong-type", expected, cursor.start, cursor.end, hint);
  }

  /** Refuses a span of the text because the field takes something else. */
  refuseSpan(code: string, expected: string, start: number, end: number, hint = ""): void {
    this.refuse(code, start, end, `Expected ${expected}, but found ${this.excerpt(start, end)}.`, hint);
  }

  /** A piece of the text for a message, shortened. */
  excerpt(start: number, end: number): string {
    const text = this.cursor.text.substring(start, Math.min(end, start + LONGEST_EXCERPT + 1));
    return text.length <= LONGEST_EXCERPT ? text : `${text.substring(0, LONGEST_EXCERPT - 1)}…`;
  }

  private add(
    severity: "error" | "warning",
    code: string,
    start: number,
    end: number,
    message: string,
    hint: string,
  ): void {
    if (!this.findings.hasRoom(severity)) return;
    const path = this.path.text(this.fieldName, this.fieldIndex);
    this.findings.add({ severity, code, start, end, message, hint, path });
  }
}
