import type { SchemaChange, SchemaEffect } from "../../contract/views.ts";
import { type Effect, sentenceOf, worse } from "./effect.ts";

/** Changes that are listed unless told; more are counted. */
export const defaultMaxChanges = 10_000;

/** Longest text of a before or an after, in UTF-16 units: an option can be as long as a file. */
const maxText = 2_000;

/** What a change is about. */
export interface Subject {
  readonly symbol: string;
  readonly subject: SchemaChange["subject"];
}

/** Collects changes in order, up to a bound. */
export class ChangeList {
  private readonly kept: SchemaChange[] = [];
  private leftOut = 0;
  private wire: SchemaEffect = "compatible";
  private json: SchemaEffect = "compatible";
  private readonly maxChanges: number;

  constructor(maxChanges: number) {
    this.maxChanges = maxChanges;
  }

  add(about: Subject, kind: SchemaChange["kind"], texts: readonly [string, string], effect: Effect): void {
    if (this.kept.length >= this.maxChanges) {
      this.leftOut += 1;
      this.wire = worse(this.wire, effect.wire.level);
      this.json = worse(this.json, effect.json.level);
      return;
    }
    this.kept.push({
      symbol: about.symbol,
      subject: about.subject,
      kind,
      before: bounded(texts[0]),
      after: bounded(texts[1]),
      wire: effect.wire.level,
      json: effect.json.level,
      why: sentenceOf(effect),
    });
  }

  /** The changes; a last one counts those that did not fit. */
  list(): readonly SchemaChange[] {
    if (this.leftOut === 0) return this.kept;
    const more: SchemaChange = {
      symbol: "",
      subject: "schema",
      kind: "more",
      before: "",
      after: String(this.leftOut),
      wire: this.wire,
      json: this.json,
      why: `${this.leftOut.toLocaleString("en")} more changes are left out; these are the worst they do.`,
    };
    return [...this.kept, more];
  }
}

function bounded(text: string): string {
  return text.length <= maxText ? text : `${text.slice(0, maxText)}…`;
}
