import type { DescEnum } from "@bufbuild/protobuf";
import { encodeKeyBytes, keyExtraBytes } from "./key-bytes.ts";

/** What the codec needs of an enum. */
export interface EnumPlan {
  readonly typeName: string;
  /** Closed enums (proto2) keep only declared numbers; others are unknown fields to a parser. */
  readonly closed: boolean;
  /** `google.protobuf.NullValue` is `null` in JSON. */
  readonly isNullValue: boolean;
  /** Number by name; aliases included. */
  readonly numbers: ReadonlyMap<string, number>;
  /** The first declared name of each number. */
  readonly names: ReadonlyMap<number, string>;
  /** The JSON string of each number, quotes included, in UTF-8. */
  readonly texts: ReadonlyMap<number, Uint8Array>;
  /** How many bytes longer that string is than in UTF-16 units, where it is. */
  readonly extraBytes: ReadonlyMap<number, number>;
}

const plans = new WeakMap<DescEnum, EnumPlan>();

/** The plan of an enum, compiled once. */
export function enumPlanOf(desc: DescEnum): EnumPlan {
  let plan = plans.get(desc);
  if (plan === undefined) {
    plan = compileEnum(desc);
    plans.set(desc, plan);
  }
  return plan;
}

function compileEnum(desc: DescEnum): EnumPlan {
  const numbers = new Map<string, number>();
  const names = new Map<number, string>();
  const texts = new Map<number, Uint8Array>();
  const extraBytes = new Map<number, number>();
  for (const value of desc.values) {
    if (value.jsonName !== value.name) numbers.set(value.jsonName, value.number);
    if (names.has(value.number)) continue;
    names.set(value.number, value.name);
    texts.set(value.number, encodeKeyBytes(value.jsonName));
    const extra = keyExtraBytes(value.jsonName);
    if (extra > 0) extraBytes.set(value.number, extra);
  }
  // Declared names win over custom JSON names of other values.
  for (const value of desc.values) numbers.set(value.name, value.number);
  return {
    typeName: desc.typeName,
    closed: !desc.open,
    isNullValue: desc.typeName === "google.protobuf.NullValue",
    numbers,
    names,
    texts,
    extraBytes,
  };
}
