/** Ways to break a message on purpose, to see what a reader makes of it. Pure: a selection in, edits out. */
import type { Edit } from "../../core/contract/edit.ts";
import type { Selection, WireTypeName } from "../../core/contract/views.ts";

/** One way, for the record that is selected. */
export interface Breakage {
  readonly label: string;
  /** What is odd about the message afterwards, in words. */
  readonly words: string;
  readonly edit: Edit;
  /** Whether the lengths around are mended, so that nothing else is wrong. */
  readonly repair: boolean;
}

/** The ways that a record offers. */
export function breakagesOf(selection: Selection, wireType: WireTypeName): readonly Breakage[] {
  const { record } = selection;
  return [
    truncation(selection),
    ...(wireType === "VARINT" ? [overlong(record, selection.value, "value")] : []),
    ...(wireType === "LEN" ? lengthBreakages(selection) : []),
    ...(wireType === "SGROUP" ? [unclosed(record)] : []),
    ...(wireType === "EGROUP" ? [] : [duplicate(record), wrongWireType(record, wireType)]),
  ];
}

function truncation({ value, bytes }: Selection): Breakage {
  const inside = value.start + Math.floor((value.end - value.start) / 2);
  const at = value.end - value.start > 1 ? inside : Math.max(bytes.start, value.start);
  return {
    label: "Truncate here",
    words: `the message ends at byte ${at}`,
    edit: { kind: "truncate", at },
    repair: false,
  };
}

function overlong(
  record: number,
  span: { readonly start: number; readonly end: number },
  what: string,
): Breakage {
  const width = Math.min(10, span.end - span.start + 1);
  return {
    label: `Overlong ${what}`,
    words: `its varint takes ${width} bytes`,
    edit: { kind: "pad-varint", record, width },
    repair: true,
  };
}

function lengthBreakages({ record, length, value }: Selection): readonly Breakage[] {
  const declared = value.end - value.start;
  return [
    ...(length === undefined ? [] : [overlong(record, length, "length")]),
    {
      label: "Wrong length",
      words: `it says ${declared + 1} bytes and has ${declared}`,
      edit: { kind: "set-length", record, length: declared + 1 },
      repair: false,
    },
    {
      label: "Bad UTF-8",
      words: "its text begins with ff",
      edit: { kind: "break-utf8", record },
      repair: true,
    },
  ];
}

function unclosed(record: number): Breakage {
  return {
    label: "Unclosed group",
    words: "its end tag is taken away",
    edit: { kind: "unclose-group", record },
    repair: true,
  };
}

function duplicate(record: number): Breakage {
  return {
    label: "Duplicate field",
    words: "it is written twice",
    edit: { kind: "duplicate", record },
    repair: true,
  };
}

/** The wire type a record is given instead: one whose body is found in another way. */
const OTHER: Readonly<Record<WireTypeName, { readonly name: string; readonly wireType: number }>> = {
  VARINT: { name: "I32", wireType: 5 },
  I64: { name: "VARINT", wireType: 0 },
  LEN: { name: "VARINT", wireType: 0 },
  SGROUP: { name: "LEN", wireType: 2 },
  EGROUP: { name: "LEN", wireType: 2 },
  I32: { name: "VARINT", wireType: 0 },
};

function wrongWireType(record: number, wireType: WireTypeName): Breakage {
  const other = OTHER[wireType];
  return {
    label: "Wrong wire type",
    words: `its tag says ${other.name} instead of ${wireType}`,
    edit: { kind: "set-wire-type", record, wireType: other.wireType },
    repair: true,
  };
}
