import { byteCount, type Rule } from "../rule.ts";

const CUT_SHORT =
  "The bytes were cut short or an earlier length is wrong: compare the length with where you took them from.";
const NOT_A_MESSAGE =
  "Check that this is a protobuf message and that no frame header or other prefix stands before it.";

/** Findings about tags, varints, lengths and groups: what the walker alone can tell. */
export const STRUCTURE_RULES = {
  "truncated-tag": {
    severity: "error",
    message: (c) =>
      `A tag begins at ${c.at} and ends before its last byte: ${byteCount(c.end - c.start)} are here, each says that another follows.`,
    hint: CUT_SHORT,
  },
  "truncated-varint": {
    severity: "error",
    detail: ([reason]) => String(reason ?? ""),
    message: (c) =>
      c.values[0] === undefined
        ? `The varint of ${c.subject} at ${c.at} ends before its last byte: at least 1 byte is missing.`
        : `The varint of ${c.subject} at ${c.at} does not end inside its message: the ${c.values[0]}. Most parsers refuse this; protobuf-es 2.17 reads on into the parent.`,
    hint: CUT_SHORT,
  },
  "truncated-fixed": {
    severity: "error",
    detail: ([missing]) => `missing ${missing}`,
    message: (c) =>
      `The fixed-size value of ${c.subject} at ${c.at} is cut short: ${byteCount(c.values[0])} missing.`,
    hint: CUT_SHORT,
  },
  "truncated-length": {
    severity: "error",
    message: (c) => `The length of ${c.subject} at ${c.at} ends before its last byte.`,
    hint: CUT_SHORT,
  },
  "truncated-payload": {
    severity: "error",
    detail: ([missing]) => `missing ${missing}`,
    message: (c) =>
      `${c.subject} at ${c.at} says ${byteCount(c.values[1])}, ${c.values[2]} ${c.values[2] === 1 ? "is" : "are"} here: ${c.values[0]} missing.`,
    hint: "Set the length to what is here, or get the whole message.",
  },
  "length-exceeds-parent": {
    severity: "error",
    detail: ([over]) => `${over} over`,
    message: (c) =>
      `${c.subject} at ${c.at} says ${byteCount(c.values[1])}, its message ends after ${c.values[2]}. Most parsers refuse this; protobuf-es 2.17 reads on into the parent.`,
    hint: "Either this length or the length of the message around it is wrong.",
  },
  "length-over-2GiB": {
    severity: "error",
    message: (c) =>
      `The length of ${c.subject} at ${c.at} is ${c.values[0]}; no parser accepts more than 2147483647 bytes.`,
    hint: NOT_A_MESSAGE,
  },
  "group-unclosed": {
    severity: "error",
    detail: ([number]) => String(number),
    message: (c) =>
      `The group ${c.subject} has no end tag: its message ends at 0x${c.end.toString(16).padStart(2, "0")} (${c.end}) first.`,
    hint: CUT_SHORT,
  },
  "group-end-stray": {
    severity: "error",
    message: (c) => `The end-group tag at ${c.at} closes nothing: no group is open in its message.`,
    hint: NOT_A_MESSAGE,
  },
  "group-end-mismatch": {
    severity: "error",
    detail: ([opened, closed]) => `opened ${opened}, closed ${closed}`,
    message: (c) =>
      `The group opened as field ${c.values[0]} is closed as field ${c.values[1]} at ${c.at}; both numbers must be the same.`,
    hint: NOT_A_MESSAGE,
  },
  "field-number-zero": {
    severity: "error",
    message: (c) =>
      `The tag at ${c.at} has field number 0, which no message can have; the rest of this body is left as it is.`,
    hint: NOT_A_MESSAGE,
  },
  "field-number-too-large": {
    severity: "error",
    detail: ([number]) => String(number),
    message: (c) =>
      `Field number ${c.values[0]} at ${c.at} is above the limit of 536870911; parsers that drop the high bits read field ${c.values[1]}.`,
    hint: NOT_A_MESSAGE,
  },
  "tag-overlong": {
    severity: ([, byteLength]) => (Number(byteLength) > 5 ? "error" : "warning"),
    detail: ([overhang, byteLength]) => (Number(byteLength) > 5 ? `+${overhang}, >5 B` : `+${overhang}`),
    message: (c) =>
      `The tag at ${c.at} takes ${byteCount(c.values[1])}, ${c.values[0]} more than needed; ${Number(c.values[1]) > 5 ? "conforming parsers refuse tags above 5 bytes" : "parsers accept it, writers do not make it"}.`,
  },
  "wire-type-reserved": {
    severity: "error",
    detail: ([wireType]) => String(wireType),
    message: (c) =>
      `The tag of ${c.subject} at ${c.at} has wire type ${c.values[0]}, which does not exist; the rest of this body is left as it is.`,
    hint: NOT_A_MESSAGE,
  },
  "reserved-range": {
    severity: "information",
    message: (c) =>
      `Field number ${c.values[0]} at ${c.at} is in 19000 to 19999, which is reserved for protobuf itself.`,
  },
  "varint-too-long": {
    severity: "error",
    detail: ([byteLength]) => `${byteLength} B`,
    message: (c) => `The varint at ${c.at} has ${c.values[0]} bytes or more; the limit is 10.`,
    hint: NOT_A_MESSAGE,
  },
  "varint-overflow": {
    severity: "warning",
    message: (c) => `The varint at ${c.at} carries bits above the 64th; parsers drop them.`,
  },
  "varint-overlong": {
    severity: "warning",
    detail: ([overhang]) => `+${overhang}`,
    message: (c) =>
      `The varint at ${c.at} takes ${byteCount(c.values[0])} more than its value needs; parsers accept it.`,
  },
  "length-overlong": {
    severity: "warning",
    detail: ([overhang]) => `+${overhang}`,
    message: (c) =>
      `The length at ${c.at} takes ${byteCount(c.values[0])} more than its value needs; parsers accept it.`,
  },
  "depth-over-100": {
    severity: "warning",
    message: (c) => `${c.subject} at ${c.at} is nested deeper than 100 messages; most parsers refuse that.`,
  },
  "record-limit": {
    severity: "warning",
    detail: ([limit]) => String(limit),
    message: (c) =>
      `${c.values[0]} records were read; the bytes from ${c.at} on are shown without being taken apart.`,
    hint: "Open a part of the message to see more.",
  },
  "reading-stopped": {
    severity: "warning",
    message: (c) => `Reading was stopped: the bytes from ${c.at} on are shown without being taken apart.`,
    hint: "Open the bytes again to read them whole.",
  },
} as const satisfies Record<string, Rule>;
