import { FRAME_RULES } from "./rules/frames.ts";
import { ORDER_RULES } from "./rules/order.ts";
import { SCHEMA_RULES } from "./rules/schema.ts";
import { STRUCTURE_RULES } from "./rules/structure.ts";
import { VALUE_RULES } from "./rules/values.ts";

/** Every finding the bytes of a message can cause, with its wording. */
export const RULES = {
  ...STRUCTURE_RULES,
  ...VALUE_RULES,
  ...ORDER_RULES,
  ...SCHEMA_RULES,
  ...FRAME_RULES,
} as const;

/** A finding code of the wire. */
export type FindingCode = keyof typeof RULES;
