import type { Registry } from "@bufbuild/protobuf";
import { JsonText } from "../json/json-text.ts";
import { SpanLinkList } from "../span-link-list.ts";
import type { Halves } from "../wire/read-varint.ts";
import { type ByteFindingCode, ByteFindings } from "./byte-findings.ts";
import { RecordIndex } from "./record-index.ts";

/** A record that its message does not know. */
export interface UnknownRecord {
  /** Where it stands in the bytes. */
  readonly start: number;
  /** The record, tag included; not always as it stands there. */
  readonly bytes: Uint8Array;
}

/** Everything one run of the renderer shares. */
export class RenderState implements Halves {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly text: JsonText;
  readonly links: SpanLinkList;
  readonly findings = new ByteFindings();
  readonly records = new RecordIndex();
  readonly registry: Registry;
  readonly maxDepth: number;
  /** Halves of the 64-bit value read last. */
  low = 0;
  high = 0;
  /** Span of the records that hold the message being written. */
  messageStart = 0;
  messageEnd = 0;
  /** Offset after the tag read last. */
  next = 0;
  /** Span of the payload found last. */
  payload = 0;
  payloadEnd = 0;
  /** Where the bytes end too early, once that was reported. */
  cutAt = -1;
  /** Unknown records of the messages being read, outer ones first; collected only when `keepsUnknown` is true. */
  readonly unknown: UnknownRecord[] = [];
  readonly keepsUnknown: boolean;
  /** How many enum values were set aside as unknown so far. */
  unknownEnums = 0;

  constructor(
    bytes: Uint8Array,
    registry: Registry,
    indent: number,
    hasLinks: boolean,
    maxDepth: number,
    keepsUnknown = false,
  ) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.text = new JsonText(bytes.length * 1.25 + 1024, indent);
    this.links = new SpanLinkList(hasLinks);
    this.registry = registry;
    this.maxDepth = maxDepth;
    this.keepsUnknown = keepsUnknown;
  }

  /** Adds a finding about the value whose JSON is written next, or stands at `textOffset`. */
  report(
    code: ByteFindingCode,
    start: number,
    end: number,
    message: string,
    hint = "",
    textOffset = this.text.offset,
  ): void {
    this.findings.add(code, start, end, textOffset, message, hint);
  }

  /** Gives all room back. The state must not be used afterwards. */
  release(): void {
    this.records.release();
    this.links.release();
    this.text.release();
  }

  /** Does something that has no findings. */
  quietly<T>(act: () => T): T {
    const { cutAt } = this;
    this.findings.isQuiet = true;
    const outcome = act();
    this.findings.isQuiet = false;
    this.cutAt = cutAt;
    return outcome;
  }
}
