import type { SchemaEffect } from "../../contract/views.ts";

/** What a change means on one side: a level, and a phrase that ends `On the wire …` or `in JSON …`. */
export interface SideEffect {
  readonly level: SchemaEffect;
  readonly phrase: string;
}

/** What a change means for bytes and for JSON. */
export interface Effect {
  readonly wire: SideEffect;
  readonly json: SideEffect;
}

/** Nothing changes for this side. */
export function compatible(phrase: string): SideEffect {
  return { level: "compatible", phrase };
}

/** Some messages lose or change a value, or are refused. */
export function lossy(phrase: string): SideEffect {
  return { level: "lossy", phrase };
}

/** What uses it is refused, or read as something else. */
export function breaking(phrase: string): SideEffect {
  return { level: "breaking", phrase };
}

/** The same for bytes and JSON. */
export function both(side: SideEffect): Effect {
  return { wire: side, json: side };
}

/** The one sentence that tells an effect. */
export function sentenceOf({ wire, json }: Effect): string {
  if (wire.phrase === json.phrase) return `On the wire and in JSON ${wire.phrase}.`;
  return `On the wire ${wire.phrase}; in JSON ${json.phrase}.`;
}

/** The greater of two levels. */
export function worse(a: SchemaEffect, b: SchemaEffect): SchemaEffect {
  const levels: readonly SchemaEffect[] = ["compatible", "lossy", "breaking"];
  return levels.indexOf(a) > levels.indexOf(b) ? a : b;
}
