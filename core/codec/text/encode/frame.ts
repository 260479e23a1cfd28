import type { FieldPlan } from "../../plan/field-plan.ts";
import type { ByteSink } from "../../wire/byte-sink.ts";

/** What is known of one message while its fields are read. */
export class Frame {
  /** True when a field was not written, with a finding. */
  isRefused = false;
  private counts: Map<FieldPlan, number> | undefined;
  private members: Map<number, FieldPlan> | undefined;
  private keys: Map<FieldPlan, Set<string>> | undefined;
  private packed: FieldPlan | undefined;
  private packedRecord = 0;
  private packedStart = 0;

  /** How many values of a field were seen. */
  countOf(field: FieldPlan): number {
    return this.counts?.get(field) ?? 0;
  }

  /** Counts one value of a field. */
  count(field: FieldPlan): void {
    this.counts ??= new Map();
    this.counts.set(field, this.countOf(field) + 1);
    if (field.oneof < 0) return;
    this.members ??= new Map();
    this.members.set(field.oneof, field);
  }

  /** The member of a field's oneof that was seen, if it is another one. */
  rivalOf(field: FieldPlan): FieldPlan | undefined {
    const member = field.oneof < 0 ? undefined : this.members?.get(field.oneof);
    return member === field ? undefined : member;
  }

  /** Notes the key of a map entry; false when the map has it already. */
  noteKey(map: FieldPlan, key: string): boolean {
    this.keys ??= new Map();
    const known = this.keys.get(map) ?? new Set();
    this.keys.set(map, known);
    if (known.has(key)) return false;
    known.add(key);
    return true;
  }

  /** Goes to the end of the packed record of a list: the one that is open, or a new one. */
  openPacked(sink: ByteSink, field: FieldPlan): void {
    if (this.packed === field) return;
    this.closePacked(sink);
    this.packed = field;
    this.packedRecord = sink.length;
    sink.varint32(field.tag);
    sink.reserve(1);
    sink.length += 1;
    this.packedStart = sink.length;
  }

  /** Ends the packed record that is open, unless it is the one of `field`. */
  closePacked(sink: ByteSink, field?: FieldPlan): void {
    if (this.packed === undefined || this.packed === field) return;
    this.packed = undefined;
    if (sink.length === this.packedStart) sink.length = this.packedRecord;
    else sink.closeLength(this.packedStart, 1);
  }
}
