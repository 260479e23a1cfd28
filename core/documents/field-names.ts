/** Names that a person gave to fields. */

/** A field that no schema names: the nearest type above it, and the path of numbers from there. */
export interface FieldKey {
  /** Empty for messages without a schema. */
  readonly typeName: string;
  /** `3.1`: field 1 of the message in field 3. */
  readonly path: string;
}

/** Names by the type and the path of their fields: what is kept of them. */
export type GivenFieldNames = Readonly<Record<string, Readonly<Record<string, string>>>>;

/** Names that are kept; the oldest make room for new ones. */
const MOST_NAMES = 10_000;

/** The names, shared by all documents of an engine. */
export class FieldNames {
  private readonly names = new Map<string, Map<string, string>>();
  private count = 0;
  private changes = 0;

  constructor(given: GivenFieldNames = {}) {
    for (const [typeName, byPath] of Object.entries(given))
      for (const [path, name] of Object.entries(byPath)) this.set({ typeName, path }, name);
  }

  /** 0 when nothing was ever named; another number after each change. */
  get version(): number {
    return this.changes;
  }

  get({ typeName, path }: FieldKey): string | undefined {
    return this.names.get(typeName)?.get(path);
  }

  /** Gives a name; the empty one takes it away. */
  set({ typeName, path }: FieldKey, name: string): void {
    this.changes++;
    const ofType = this.names.get(typeName) ?? new Map<string, string>();
    if (ofType.delete(path)) this.count--;
    if (name !== "") {
      ofType.set(path, name);
      this.count++;
    }
    // The type that was named in last comes last, so that the first one is the oldest.
    this.names.delete(typeName);
    if (ofType.size > 0) this.names.set(typeName, ofType);
    if (this.count > MOST_NAMES) this.dropOldest();
  }

  /** All names of a type, by path. */
  ofType(typeName: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.names.get(typeName) ?? []);
  }

  /** All names. */
  all(): GivenFieldNames {
    return Object.fromEntries([...this.names.keys()].map((typeName) => [typeName, this.ofType(typeName)]));
  }

  private dropOldest(): void {
    const [[typeName, ofType] = []] = this.names;
    const [path] = ofType?.keys() ?? [];
    if (typeName !== undefined && path !== undefined) this.set({ typeName, path }, "");
  }
}
