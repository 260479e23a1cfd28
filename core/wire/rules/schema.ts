import type { Rule } from "../rule.ts";

const NEWER = "The sender's schema is probably newer than this one: load it again.";

/** Findings about how the bytes and the schema fit. */
export const SCHEMA_RULES = {
  "wire-type-mismatch": {
    severity: "warning",
    detail: ([type, wanted]) => `${type} wants ${wanted}`,
    message: (c) =>
      `${c.subject} at ${c.at} has wire type ${c.values[3]}, but the schema's ${c.values[2]} is ${c.values[0]}, which wants ${c.values[1]}: it is treated as unknown. protoc does the same, protobufjs drops it, protobuf-es misreads it.`,
    hint: "The sender's schema gives this number another type, or this is another message.",
  },
  "unknown-field": {
    severity: "information",
    message: (c) => `${c.subject} at ${c.at} is not in ${c.values[0]}; it is kept.`,
    hint: NEWER,
  },
  "reserved-by-schema": {
    severity: "warning",
    message: (c) =>
      `${c.subject} at ${c.at} has a number that ${c.values[0]} reserves; an old sender may still use it.`,
  },
  "extension-range-unresolved": {
    severity: "warning",
    message: (c) =>
      `${c.subject} at ${c.at} is in an extension range of ${c.values[0]}, and no loaded file declares that extension.`,
    hint: "Load the file that declares the extension.",
  },
  "required-missing": {
    severity: "error",
    detail: ([name]) => String(name),
    message: (c) =>
      `The required field ${c.values[0]} is missing in ${c.subject}; parsers that check refuse the message.`,
  },
  "default-on-wire": {
    severity: "information",
    message: (c) =>
      `${c.subject} at ${c.at} is written though it has its default value; a proto3 writer would leave it out.`,
  },
  "deprecated-used": {
    severity: "information",
    message: (c) => `${c.subject} at ${c.at} is marked deprecated in the schema.`,
  },
  "packed-declared-unpacked": {
    severity: "warning",
    message: (c) => `${c.subject} at ${c.at} is packed, the schema says unpacked; parsers accept both.`,
  },
  "unpacked-declared-packed": {
    severity: "warning",
    message: (c) => `${c.subject} at ${c.at} is not packed, the schema says packed; parsers accept both.`,
  },
  "packed-length-not-multiple": {
    severity: "error",
    detail: ([size, over]) => `${over} over a multiple of ${size}`,
    message: (c) =>
      `The packed list ${c.subject} at ${c.at} has items of ${c.values[0]} bytes and ${c.values[1]} bytes left over.`,
  },
  "packed-item-truncated": {
    severity: "error",
    message: (c) => `The last item of the packed list ${c.subject} at ${c.at} ends before its last byte.`,
  },
  "any-payload-invalid": {
    severity: "error",
    detail: ([type]) => String(type),
    message: (c) =>
      `The value of the Any ${c.subject} at ${c.at} is no whole ${c.values[0]}: parsers that unpack it refuse it.`,
    hint: "The type URL names another type, or the value is damaged.",
  },
  "any-unresolved": {
    severity: "warning",
    detail: ([type]) => String(type),
    message: (c) =>
      `The type ${c.values[0]} of the Any ${c.subject} at ${c.at} is not loaded: its value is shown without a schema.`,
    hint: "Load the file that declares the type.",
  },
} as const satisfies Record<string, Rule>;
