import type { Rule } from "../rule.ts";

/** Findings about order and repetition of fields in one message. */
export const ORDER_RULES = {
  "field-order": {
    severity: "information",
    message: (c) =>
      `${c.subject} at ${c.at} follows a field with a higher number; the order is kept here, canonical writers sort.`,
  },
  "repeated-occurrence": {
    severity: "information",
    message: (c) =>
      `${c.subject} at ${c.at} occurs again in the same message: a repeated field, or the last one wins.`,
  },
  "wire-type-varies": {
    severity: "warning",
    detail: ([now, before]) => (now === undefined ? "" : `${now}, before ${before}`),
    message: (c) =>
      `${c.subject} at ${c.at} has wire type ${c.values[0]}, an earlier one had ${c.values[1]}.`,
    hint: "Packed and unpacked pieces of one list can do that; otherwise this may not be a message.",
  },
  "empty-payload": {
    severity: "information",
    message: (c) =>
      `${c.subject} at ${c.at} has no bytes: an empty string, empty bytes, an empty message or an empty list.`,
  },
  "reading-ambiguous": {
    severity: "warning",
    detail: ([best, other]) => `${best} or ${other}`,
    message: (c) =>
      `${c.subject} at ${c.at} may be ${c.values[0]} or ${c.values[1]}: the readings differ by ${c.values[2]} bits.`,
    hint: "A second sample or a schema would settle it.",
  },
  "duplicate-singular": {
    severity: "warning",
    message: (c) =>
      `${c.subject} at ${c.at} is overwritten by a later occurrence of the same field: parsers keep the last.`,
  },
  "message-merged": {
    severity: "information",
    message: (c) => `${c.subject} at ${c.at} occurs again: parsers merge the occurrences of a message field.`,
  },
  "oneof-overwritten": {
    severity: "warning",
    detail: ([loser, winner]) => `${loser} lost to ${winner}`,
    message: (c) =>
      `${c.subject} at ${c.at} is dropped by parsers: ${c.values[1]} of the same oneof ${c.values[2]} comes later.`,
  },
  "mixed-packing": {
    severity: "information",
    message: (c) =>
      `${c.subject} at ${c.at} is one piece of a list that comes both packed and unpacked; parsers join them in this order.`,
  },
  "packed-split": {
    severity: "information",
    message: (c) => `${c.subject} at ${c.at} is a further packed piece of the same list; parsers join them.`,
  },
  "packed-empty": {
    severity: "information",
    message: (c) => `${c.subject} at ${c.at} is a packed list of no items; writers leave it out.`,
  },
  "map-duplicate-key": {
    severity: "warning",
    detail: ([key, first]) => `${key}, first at ${first}`,
    message: (c) =>
      `The map entry at ${c.at} repeats the key ${c.values[0]}, first at ${c.values[1]}: parsers keep the last.`,
  },
  "map-entry-order": {
    severity: "information",
    message: (c) =>
      `In the map entry ${c.subject} the key at ${c.at} comes after the value; parsers accept it.`,
  },
  "map-missing-key": {
    severity: "information",
    message: (c) => `The map entry at ${c.at} has no key; parsers take the default.`,
  },
  "map-missing-value": {
    severity: "information",
    message: (c) => `The map entry ${c.subject} at ${c.at} has no value; parsers take the default.`,
  },
  "map-entry-unknown": {
    severity: "information",
    message: (c) =>
      `The map entry at ${c.at} holds a field that is neither key nor value; protoc keeps it, JavaScript runtimes drop it.`,
  },
} as const satisfies Record<string, Rule>;
