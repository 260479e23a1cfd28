/** The rows of a view of the tree: which records it shows, in which order and how deep. */
import type { EffectiveState, TreeView } from "../contract/tree-view.ts";
import type { FieldShape } from "../wire/bind/shape.ts";
import { isContainer, Kind } from "../wire/kinds.ts";
import { fieldNumberOf, kindOf } from "../wire/records.ts";
import type { Analysis } from "./analysis.ts";
import { type EffectiveMessage, effectiveMessage, STATES } from "./effective.ts";

/** A declared field that is not on the wire. */
export interface AbsentField {
  readonly field: FieldShape;
  /** The record of the message it is missing in; -1 for the outermost. */
  readonly parent: number;
}

/** The rows of a view in flat columns. */
export interface ViewRows {
  readonly count: number;
  /** The record of each row; -1 for absent fields. */
  readonly record: Int32Array;
  readonly depth: Uint32Array;
  /** The row after a row's last descendant. */
  readonly next: Uint32Array;
  /** Indexes into `STATES`; absent fields have none of these. */
  readonly state: Uint8Array;
  readonly absent: ReadonlyMap<number, AbsentField>;
}

/** What stands on one level of the view, in the order shown. */
interface Level {
  readonly message: EffectiveMessage;
  readonly order: readonly Place[];
  at: number;
  /** The row that the level is inside of; -1 at the top. */
  readonly row: number;
}

/** A record by its index in the message, or an absent field. */
type Place = number | FieldShape;

/** Levels that are looked into; what is deeper is shown without its inside. */
const DEEPEST = 10_000;

/** Makes all rows of a view, before its filter. */
export function viewRows(analysis: Analysis, view: TreeView): ViewRows {
  return new ViewMaker(analysis, view).make();
}

class ViewMaker {
  private readonly analysis: Analysis;
  private readonly view: TreeView;
  private readonly record: number[] = [];
  private readonly depth: number[] = [];
  private readonly next: number[] = [];
  private readonly state: number[] = [];
  private readonly absent = new Map<number, AbsentField>();
  private readonly levels: Level[] = [];

  constructor(analysis: Analysis, view: TreeView) {
    this.analysis = analysis;
    this.view = view;
  }

  make(): ViewRows {
    this.open([-1], -1);
    while (this.levels.length > 0) this.step();
    return {
      count: this.record.length,
      record: Int32Array.from(this.record),
      depth: Uint32Array.from(this.depth),
      next: Uint32Array.from(this.next),
      state: Uint8Array.from(this.state),
      absent: this.absent,
    };
  }

  private step(): void {
    const level = this.levels.at(-1);
    if (level === undefined) return;
    const place = level.order[level.at];
    level.at++;
    if (place === undefined) this.close(level);
    else if (typeof place !== "number") this.addAbsent(level, place);
    else this.addRecord(level, place);
  }

  private close(level: Level): void {
    this.levels.pop();
    if (level.row >= 0) this.next[level.row] = this.record.length;
  }

  private addAbsent(level: Level, field: FieldShape): void {
    const parent = level.row < 0 ? -1 : (this.record[level.row] ?? -1);
    this.absent.set(this.record.length, { field, parent });
    this.add(-1, 0);
  }

  private addRecord(level: Level, index: number): void {
    const { message } = level;
    const record = message.records[index] ?? 0;
    const row = this.add(record, message.states[index] ?? 0);
    const { records } = this.analysis.walk;
    if (!isContainer(kindOf(records, record)) || this.levels.length >= DEEPEST) return;
    const merged = this.view.values === "effective" ? message.merged.get(record) : undefined;
    if (merged !== undefined || (records.next[record] ?? 0) > record + 1 || this.showsAbsent(record))
      this.open(merged ?? [record], row);
  }

  /** An empty message of a known type has absent fields to show. */
  private showsAbsent(record: number): boolean {
    return this.view.values === "effective" && this.analysis.resolver.shapeInside(record) !== undefined;
  }

  private add(record: number, state: number): number {
    const row = this.record.length;
    this.record.push(record);
    this.depth.push(this.levels.length - 1);
    this.next.push(row + 1);
    this.state.push(state);
    return row;
  }

  private open(bodies: readonly number[], row: number): void {
    const message = effectiveMessage(this.analysis, bodies);
    this.levels.push({ message, order: this.orderOf(message), at: 0, row });
  }

  private orderOf(message: EffectiveMessage): readonly Place[] {
    const places = [...message.records.keys()].filter((index) => this.isShown(message, index));
    const { order, values } = this.view;
    const absent = values === "effective" ? this.absentFields(message, places) : [];
    if (order === "wire" && absent.length === 0) return places;
    const numberOf = (place: Place): number => {
      if (typeof place !== "number") return place.number;
      // What has no number stays at the end, in wire order.
      return fieldNumberOf(this.analysis.walk, message.records[place] ?? 0) || Number.MAX_SAFE_INTEGER;
    };
    if (order === "wire") return [...places, ...absent];
    return [...places, ...absent].sort((left, right) => numberOf(left) - numberOf(right));
  }

  private isShown({ records, states, merged }: EffectiveMessage, index: number): boolean {
    if (this.view.values === "raw") return true;
    const record = records[index] ?? 0;
    const state = STATES[states[index] ?? 0];
    if (state === "merged") return merged.has(record);
    const kind = kindOf(this.analysis.walk.records, record);
    return state === "set" || state === "default" || kind === Kind.sealedFrame || kind === Kind.brokenTag;
  }

  /** Declared fields of which nothing is shown; of a oneof that has a member, the other members are left out. */
  private absentFields({ shape, records }: EffectiveMessage, shown: readonly Place[]): readonly FieldShape[] {
    // An entry of a map has its key and its value, whether they were written or not.
    if (shape === undefined || (shape.message === undefined && shape.typeName !== "")) return [];
    const { walk: table } = this.analysis;
    const present = new Set(
      shown.map((place) => (typeof place === "number" ? fieldNumberOf(table, records[place] ?? 0) : 0)),
    );
    const oneofs = new Set(
      shape.fields.filter(({ number }) => present.has(number)).map(({ oneof }) => oneof),
    );
    return shape.fields.filter(
      ({ number, oneof }) => !present.has(number) && (oneof === undefined || !oneofs.has(oneof)),
    );
  }
}

/** What a parser does with a row. */
export function stateOf(rows: ViewRows, row: number): EffectiveState {
  return rows.absent.has(row) ? "absent" : (STATES[rows.state[row] ?? 0] ?? "none");
}
