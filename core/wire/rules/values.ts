import type { Rule } from "../rule.ts";

/** Findings about single values, most of them by a schema. */
export const VALUE_RULES = {
  "value-truncated-to-32-bits": {
    severity: "warning",
    detail: ([written, read]) => `${written}→${read}`,
    message: (c) =>
      `${c.subject} at ${c.at} holds ${c.values[0]}, which does not fit into 32 bits: parsers read ${c.values[1]}.`,
    hint: "The writer's schema probably has a 64-bit type here.",
  },
  "int32-not-sign-extended": {
    severity: "warning",
    message: (c) =>
      `${c.subject} at ${c.at} is a negative int32 written in 5 bytes instead of 10; parsers read ${c.values[0]}.`,
    hint: "The writer's schema probably says uint32.",
  },
  "bool-not-0-or-1": {
    severity: "warning",
    detail: ([value]) => String(value ?? ""),
    message: (c) =>
      `The bool ${c.subject} at ${c.at} is written as ${c.values[0]}; parsers read true, writers put 1.`,
  },
  "utf8-invalid": {
    severity: ([, checked]) => (checked === 0 ? "warning" : "error"),
    detail: ([reason]) => String(reason),
    message: (c) =>
      `The string ${c.subject} is not valid UTF-8: ${c.values[0]} at ${c.at}. ${c.values[1] === 0 ? "Its schema does not ask parsers to check; some do" : "Conforming parsers refuse the message"}.`,
    hint: "If this holds arbitrary bytes, the field should be of type bytes.",
  },
  "utf8-bom": {
    severity: "information",
    message: (c) =>
      `The string ${c.subject} begins with a byte order mark at ${c.at}, which many programs do not show.`,
  },
  "string-control-characters": {
    severity: "information",
    detail: ([character]) => String(character ?? ""),
    message: (c) => `The string ${c.subject} holds a control character at ${c.at}: ${c.values[0]}.`,
  },
  "string-not-normalised": {
    severity: "information",
    message: (c) =>
      `The string ${c.subject} at ${c.at} is not in Unicode's composed form; it may look the same as another and yet differ.`,
  },
  "nan-noncanonical": {
    severity: "information",
    detail: ([bits]) => String(bits),
    message: (c) =>
      `${c.subject} at ${c.at} is a NaN with the bits ${c.values[0]}; JSON cannot tell it from any other NaN.`,
  },
  "negative-zero": {
    severity: "information",
    message: (c) =>
      `${c.subject} at ${c.at} is −0: it equals 0, but is written, and some languages print it as -0.`,
  },
  "integer-beyond-2^53": {
    severity: "information",
    detail: ([value]) => String(value),
    message: (c) =>
      `${c.subject} at ${c.at} is ${c.values[0]}; JSON readers that use doubles cannot hold it exactly.`,
  },
  "enum-unknown": {
    severity: "warning",
    detail: ([value]) => String(value ?? ""),
    message: (c) =>
      c.values[2] === 0
        ? `${c.subject} at ${c.at} is ${c.values[0]}, which the closed enum ${c.values[1]} does not have: parsers move it to the unknown fields.`
        : `${c.subject} at ${c.at} is ${c.values[0]}, which ${c.values[1]} has no name for; parsers keep the number.`,
    hint: "The writer's schema is probably newer.",
  },
  "timestamp-out-of-range": {
    severity: "warning",
    message: (c) =>
      `The timestamp ${c.subject} at ${c.at} is outside the years 1 to 9999, or its nanos are not 0 to 999999999; it has no JSON form.`,
  },
  "duration-sign-mismatch": {
    severity: "warning",
    message: (c) =>
      `The duration ${c.subject} at ${c.at} has seconds and nanos of different sign; it has no JSON form.`,
  },
} as const satisfies Record<string, Rule>;
