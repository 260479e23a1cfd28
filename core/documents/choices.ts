/** Readings that somebody chose for fields of a document. */
import type { FieldPool } from "../guess/field-pool.ts";
import { lengthKind } from "../guess/reading-types.ts";
import type { FieldKey } from "./field-names.ts";

/** The chosen readings, by field. Immutable: a choice gives new choices. */
export class ReadingChoices {
  private readonly chosen: ReadonlyMap<string, { readonly key: FieldKey; readonly type: string }>;

  constructor(chosen: ReadonlyMap<string, { readonly key: FieldKey; readonly type: string }> = new Map()) {
    this.chosen = chosen;
  }

  get size(): number {
    return this.chosen.size;
  }

  /** The reading of a field, if one was chosen. */
  get(key: FieldKey): string | undefined {
    return this.chosen.get(keyText(key))?.type;
  }

  /** The same choices with one more, or without that of the field where `type` is undefined. */
  with(key: FieldKey, type: string | undefined): ReadingChoices {
    const chosen = new Map(this.chosen);
    if (type === undefined) chosen.delete(keyText(key));
    else chosen.set(keyText(key), { key, type });
    return new ReadingChoices(chosen);
  }

  *entries(): Iterable<{ readonly key: FieldKey; readonly type: string }> {
    yield* this.chosen.values();
  }
}

/** Makes the walk read LEN bodies as they were chosen to be. */
export function forceChoices(pool: FieldPool, choices: ReadingChoices | undefined): void {
  for (const { key, type } of choices?.entries() ?? []) {
    const kind = lengthKind(type);
    if (kind === undefined) continue;
    let node = pool.root(key.typeName);
    for (const number of key.path.split(".")) node = pool.child(node, Number(number));
    pool.force(node, kind, true);
  }
}

function keyText({ typeName, path }: FieldKey): string {
  return `${typeName}:${path}`;
}
