/** Walks without a schema, in which all occurrences of a field are read alike. */
import type { Binder } from "../wire/binder.ts";
import { Kind } from "../wire/kinds.ts";
import { type Walk, type WalkOptions, walk } from "../wire/walk.ts";
import type { FieldPool, PooledBody } from "./field-pool.ts";
import { Guesser } from "./guesser.ts";

/** Walks until all is decided: what is inside a body shows only when the body is decided to be a message. */
export const MOST_WALKS = 4;
/** Bodies that differ and all read completely as a message, over which that counts for itself. */
const ENOUGH_COMPLETE = 5;
const COMPLETE_BONUS = 2.5;

/** One kind with its bits over all bodies of a field. */
export interface PooledReading {
  readonly kind: Kind;
  readonly cost: number;
}

/** Walks a buffer, decides fields whose bodies look different by the sum over all of them, and walks again. */
export function walkSettled(
  bytes: Uint8Array,
  pool: FieldPool,
  makeBinder: () => Binder,
  options: WalkOptions = {},
): { readonly walk: Walk; readonly binder: Binder } {
  for (let round = 1; ; round++) {
    const binder = makeBinder();
    const walked = walk(bytes, binder, options);
    if (round >= MOST_WALKS || !settle(pool)) return { walk: walked, binder };
    pool.recount();
  }
}

/** Decides all fields whose bodies look different. False when there was none. */
export function settle(pool: FieldPool): boolean {
  const undecided = pool.undecided();
  for (const node of undecided) {
    const best = rankBodies(pool.bodies(node))[0];
    pool.force(node, best?.kind ?? Kind.bytes, false);
  }
  return undecided.length > 0;
}

/** The kinds that all bodies can be read as, by the bits that takes; the shortest first. */
export function rankBodies(bodies: readonly PooledBody[]): readonly PooledReading[] {
  const totals = new Map<Kind, number>();
  const guessers = new Map<Uint8Array, Guesser>();
  let complete = 0;
  const different = new Set<string>();
  for (const { bytes, start, end } of bodies) {
    const guesser = guessers.get(bytes) ?? new Guesser(bytes);
    guessers.set(bytes, guesser);
    const costs = new Map<Kind, number>();
    for (const { kind, name, cost } of guesser.rank(start, end).readings) {
      if (name === "message") complete++;
      costs.set(kind, Math.min(costs.get(kind) ?? Number.POSITIVE_INFINITY, cost));
    }
    for (const kind of READ_KINDS) {
      totals.set(kind, (totals.get(kind) ?? 0) + (costs.get(kind) ?? Number.POSITIVE_INFINITY));
    }
    if (different.size < ENOUGH_COMPLETE)
      different.add(bytes.subarray(start, Math.min(end, start + 64)).join());
  }
  if (complete === bodies.length && different.size >= ENOUGH_COMPLETE) {
    totals.set(Kind.message, (totals.get(Kind.message) ?? 0) - COMPLETE_BONUS * complete);
  }
  return [...totals]
    .filter(([, cost]) => Number.isFinite(cost))
    .map(([kind, cost]) => ({ kind, cost }))
    .sort((left, right) => left.cost - right.cost);
}

const READ_KINDS = [
  Kind.text,
  Kind.packedVarint,
  Kind.packedFixed32,
  Kind.packedFixed64,
  Kind.bytes,
  Kind.message,
] as const;
