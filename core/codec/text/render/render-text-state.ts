import type { Registry } from "@bufbuild/protobuf";
import { RecordIndex } from "../../render/record-index.ts";
import type { Halves } from "../../wire/read-varint.ts";
import { MessagePath } from "../path.ts";
import { type RenderFindingCode, RenderFindings } from "./render-findings.ts";
import { TextWriter } from "./text-writer.ts";

/** Everything one run of the renderer shares. */
export class RenderTextState implements Halves {
  readonly bytes: Uint8Array;
  readonly view: DataView;
  readonly writer: TextWriter;
  readonly findings = new RenderFindings();
  readonly records = new RecordIndex();
  readonly path = new MessagePath();
  readonly registry: Registry;
  readonly maxDepth: number;
  readonly showsUnknown: boolean;
  /** Halves of the 64-bit value read last. */
  low = 0;
  high = 0;
  /** Tag and payload of the record found last. */
  tag = 0;
  payload = 0;
  payloadEnd = 0;
  /** Where the bytes end too early, once that was reported. */
  cutAt = -1;
  /** How many enum values were set aside as unknown so far. */
  unknownEnums = 0;

  constructor(
    bytes: Uint8Array,
    registry: Registry,
    indent: number,
    maxDepth: number,
    showsUnknown: boolean,
  ) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.writer = new TextWriter(indent);
    this.registry = registry;
    this.maxDepth = maxDepth;
    this.showsUnknown = showsUnknown;
  }

  /** Adds a finding about bytes of the message being written, or of its field `name`. */
  report(code: RenderFindingCode, start: number, end: number, message: string, hint = "", name = ""): void {
    if (this.findings.hasRoom(code))
      this.findings.add({ code, start, end, message, hint, path: this.path.text(name) });
  }

  /** Does something that has no findings. */
  quietly<T>(act: () => T): T {
    const { cutAt, unknownEnums } = this;
    const wasQuiet = this.findings.isQuiet;
    this.findings.isQuiet = true;
    const outcome = act();
    this.findings.isQuiet = wasQuiet;
    this.cutAt = cutAt;
    this.unknownEnums = unknownEnums;
    return outcome;
  }
}
