/** Names that a person gave to fields, for as long as the session lasts. */

/** A field that no schema names: the nearest type above it, and the path of numbers from there. */
export interface FieldKey {
  /** Empty for messages without a schema. */
  readonly typeName: string;
  /** `3.1`: field 1 of the message in field 3. */
  readonly path: string;
}

/** The names, shared by all documents of a session. */
export class FieldNames {
  private readonly names = new Map<string, Map<string, string>>();
  private changes = 0;

  /** 0 when nothing was ever named; another number after each change. */
  get version(): number {
    return this.changes;
  }

  get({ typeName, path }: FieldKey): string | undefined {
    return this.names.get(typeName)?.get(path);
  }

  /** Gives a name; the empty one takes it away. */
  set({ typeName, path }: FieldKey, name: string): void {
    const ofType = this.names.get(typeName) ?? new Map<string, string>();
    this.names.set(typeName, ofType);
    this.changes++;
    if (name === "") ofType.delete(path);
    else ofType.set(path, name);
  }

  /** All names of a type, by path. */
  ofType(typeName: string): Readonly<Record<string, string>> {
    return Object.fromEntries(this.names.get(typeName) ?? []);
  }
}
