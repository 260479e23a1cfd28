import type { DescOneof } from "@bufbuild/protobuf";
import type { FieldShape } from "./shape.ts";
import type { MessageShape } from "./shapes.ts";

/** Bits of what a field was seen as. */
export const PACKED = 1;
export const UNPACKED = 2;
/** Keys of one map that are remembered to find repeated ones. */
const REMEMBERED_KEYS = 65_536;

/** What was seen of one message while its records are gone through. Reused for the next one at the same depth. */
export class AuditFrame {
  shape: MessageShape | undefined;
  record = -1;
  /** Row after the message's last record. */
  end = 0;
  /** Row of each field's last record, or -1. */
  private last = new Int32Array(16).fill(-1);
  private seenAs = new Uint8Array(16);
  private oneofs: Map<DescOneof, { readonly field: FieldShape; readonly record: number }> | undefined;
  private keys: Map<number, Map<string, number>> | undefined;

  /** Makes the frame ready for a message. */
  open(shape: MessageShape | undefined, record: number, end: number): void {
    this.shape = shape;
    this.record = record;
    this.end = end;
    const count = shape?.fields.length ?? 0;
    this.makeRoom(count);
    this.last.fill(-1, 0, count);
    this.seenAs.fill(0, 0, count);
    this.oneofs = undefined;
    this.keys = undefined;
  }

  /** The row of a field's last record before now, or -1. */
  lastOf(field: FieldShape): number {
    return this.last[field.index] ?? -1;
  }

  /** Notes a record of a field, and whether it was packed. */
  note(field: FieldShape, record: number, seenAs: number): void {
    this.makeRoom(field.index + 1);
    this.last[field.index] = record;
    this.seenAs[field.index] = (this.seenAs[field.index] ?? 0) | seenAs;
  }

  /** `PACKED`, `UNPACKED`, both or neither. */
  seen(field: FieldShape): number {
    return this.seenAs[field.index] ?? 0;
  }

  /** Notes a oneof member; the member that it replaces comes back. */
  noteMember(
    oneof: DescOneof,
    field: FieldShape,
    record: number,
  ): { readonly field: FieldShape; readonly record: number } | undefined {
    this.oneofs ??= new Map();
    const before = this.oneofs.get(oneof);
    this.oneofs.set(oneof, { field, record });
    return before !== undefined && before.field !== field ? before : undefined;
  }

  /** Notes a map key; where the same key stood first comes back. */
  noteKey(field: FieldShape, key: string, start: number): number | undefined {
    this.keys ??= new Map();
    const known = this.keys.get(field.number) ?? new Map<string, number>();
    this.keys.set(field.number, known);
    const first = known.get(key);
    if (first === undefined && known.size < REMEMBERED_KEYS) known.set(key, start);
    return first;
  }

  /** Extensions are found while a message is read, so there may be more fields than at its beginning. */
  private makeRoom(count: number): void {
    if (count <= this.last.length) return;
    const last = new Int32Array(count * 2).fill(-1);
    last.set(this.last);
    const seenAs = new Uint8Array(count * 2);
    seenAs.set(this.seenAs);
    this.last = last;
    this.seenAs = seenAs;
  }
}
