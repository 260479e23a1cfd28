/** The edit that mends a finding, where there is one. */
import type { Edit } from "../contract/edit.ts";
import type { Fix } from "../contract/fixes.ts";
import type { FindingCode } from "../wire/codes.ts";
import type { Mark } from "../wire/marks.ts";
import { endOf, exactFieldNumber, type RecordHeader, type RecordTable, readHeader } from "../wire/records.ts";
import { readVarint, writeVarint } from "../wire/varint.ts";

/** What a fix is made from. */
interface FixContext {
  readonly table: RecordTable;
  readonly mark: Mark;
  readonly header: RecordHeader;
}

/** The fix of a finding of the bytes; undefined when only a person can know. */
export function fixOf(table: RecordTable, mark: Mark): Fix | undefined {
  const make = FIXES[mark.code];
  if (make === undefined || mark.record < 0 || mark.record >= table.records.count) return undefined;
  return make({ table, mark, header: readHeader(table, mark.record) });
}

type MakeFix = (context: FixContext) => Fix | undefined;

const remove =
  (label: string): MakeFix =>
  ({ mark }) => ({ kind: "edit", label, edit: { kind: "delete", record: mark.record }, repair: true });

const removeField = remove("Delete the field");
const removeDamage = remove("Delete what cannot be read");

/** Sets a value by its text, as the type that the schema has. */
const setValue =
  (label: string, text: (values: Mark["values"]) => string): MakeFix =>
  ({ mark, header }) => {
    if (header.length !== undefined) return setItem(label, mark, text(mark.values));
    const edit: Edit = { kind: "set-value", record: mark.record, text: text(mark.values) };
    return { kind: "edit", label, edit, repair: true };
  };

/** An item of a packed list has no record of its own: its bytes are replaced. */
function setItem(label: string, mark: Mark, text: string): Fix {
  const size = mark.end - mark.start;
  if (mark.code === "negative-zero") return replace(label, mark, new Uint8Array(size));
  const value = text === "true" ? 1n : BigInt(text);
  return replace(label, mark, writeVarint(BigInt.asUintN(64, value)));
}

const shortestVarint: MakeFix = ({ table, mark }) => {
  const varint = readVarint(table.bytes, mark.start, mark.end);
  return varint === undefined
    ? undefined
    : replace("Write it in its shortest form", mark, writeVarint(varint.value));
};

const trueLength: MakeFix = ({ mark, header }) => {
  const length = header.body.end - header.body.start;
  const edit: Edit = { kind: "set-length", record: mark.record, length };
  return { kind: "edit", label: `Set the length to ${length}`, edit, repair: true };
};

const removeBytes =
  (label: string): MakeFix =>
  ({ mark }) =>
    replace(label, mark, new Uint8Array(0));

const closeGroup: MakeFix = ({ table, mark, header }) => {
  const at = mark.end;
  const number = exactFieldNumber(table.bytes, header.tag.start, header.tag.end);
  const last = table.bytes.subarray(Math.max(0, at - 1), at);
  // The last byte is written again, so that the edit stands inside the message that holds the group.
  const bytes = Uint8Array.from([...last, ...writeVarint((number << 3n) | 4n)]);
  return replace("Close the group", { start: at - last.length, end: at }, bytes);
};

const matchEndTag: MakeFix = ({ mark }) => {
  const [opened = 0n] = mark.values;
  return replace("Close it as it was opened", mark, writeVarint((BigInt(opened) << 3n) | 4n));
};

const composed: MakeFix = ({ table, mark, header }) => {
  const text = new TextDecoder("utf-8", { ignoreBOM: true }).decode(
    table.bytes.subarray(header.body.start, header.body.end),
  );
  const edit: Edit = { kind: "set-value", record: mark.record, text: text.normalize("NFC"), type: "string" };
  return { kind: "edit", label: "Compose it (NFC)", edit, repair: true };
};

const frameLength: MakeFix = ({ table, mark }) => {
  const { bytes, records, format } = table;
  const header = format?.read(bytes, records.start[mark.record] ?? 0);
  const end = endOf(records, mark.record);
  const patch = header === undefined ? undefined : format?.writeLength(header, end - header.payloadStart);
  if (patch === undefined) return undefined;
  const label = `Set the length of the frame to ${end - (header?.payloadStart ?? end)}`;
  return { kind: "edit", label, edit: { kind: "replace-bytes", ...patch }, repair: false };
};

const clearFlag: MakeFix = ({ table, mark }) => {
  const start = table.records.start[mark.record] ?? 0;
  const flags = Uint8Array.of((table.bytes[start] ?? 0) & 0xfe);
  const fix = replace("Clear the flag for compression", { start, end: start + 1 }, flags);
  return { ...fix, repair: false };
};

function replace(label: string, span: { readonly start: number; readonly end: number }, bytes: Uint8Array) {
  const edit: Edit = { kind: "replace-bytes", start: span.start, end: span.end, bytes };
  return { kind: "edit", label, edit, repair: true } as const;
}

const NAN32 = Uint8Array.of(0, 0, 0xc0, 0x7f);
const NAN64 = Uint8Array.of(0, 0, 0, 0, 0, 0, 0xf8, 0x7f);
const REPLACEMENT = Uint8Array.of(0xef, 0xbf, 0xbd);

const FIXES: Partial<Readonly<Record<FindingCode, MakeFix>>> = {
  "truncated-tag": removeDamage,
  "truncated-varint": removeDamage,
  "truncated-fixed": removeDamage,
  "truncated-length": removeDamage,
  "varint-too-long": removeDamage,
  "field-number-zero": removeDamage,
  "wire-type-reserved": removeDamage,
  "truncated-payload": trueLength,
  "length-exceeds-parent": trueLength,
  "length-over-2GiB": trueLength,
  "group-unclosed": closeGroup,
  "group-end-mismatch": matchEndTag,
  "group-end-stray": remove("Delete the end tag"),
  "tag-overlong": shortestVarint,
  "varint-overlong": shortestVarint,
  "length-overlong": shortestVarint,
  "varint-overflow": shortestVarint,
  "value-truncated-to-32-bits": setValue("Write what parsers read", ([, read]) => String(read)),
  "int32-not-sign-extended": setValue("Write it in ten bytes", ([read]) => String(read)),
  "bool-not-0-or-1": setValue("Write true as 1", () => "true"),
  "utf8-invalid": ({ mark }) => replace("Put U+FFFD in its place", mark, REPLACEMENT),
  "utf8-bom": removeBytes("Remove the byte order mark"),
  "string-not-normalised": composed,
  "nan-noncanonical": ({ mark }) =>
    replace("Write the usual NaN", mark, mark.end - mark.start === 4 ? NAN32 : NAN64),
  "negative-zero": setValue("Write 0", () => "0"),
  "default-on-wire": removeField,
  "duplicate-singular": remove("Delete the occurrence that loses"),
  "oneof-overwritten": remove("Delete the member that loses"),
  "packed-empty": removeField,
  "packed-item-truncated": removeBytes("Delete the item that is cut short"),
  "packed-length-not-multiple": removeBytes("Delete what is left over"),
  "unknown-field": removeField,
  "map-entry-unknown": removeField,
  "wire-type-mismatch": removeField,
  "frame-truncated": frameLength,
  "frame-compression-unknown": clearFlag,
  "trailing-after-frames": removeBytes("Delete what is no frame"),
  "delimiter-truncated": removeBytes("Delete what is no length"),
};
