/** The dialogues about schemas: at most one is open. */
import { createStore } from "../state/store.ts";

/** Which one, and about what. */
export type SchemaDialog =
  | { readonly kind: "sources"; readonly connectionId: string }
  | { readonly kind: "conflicts"; readonly connectionId: string }
  | { readonly kind: "export"; readonly connectionId: string }
  | { readonly kind: "changes"; readonly connectionId: string }
  | { readonly kind: "compare"; readonly connectionId: string }
  /** The symbol read now is the last one; those before it were read on the way. */
  | { readonly kind: "docs"; readonly schemaId: string; readonly symbols: readonly string[] };

/** The open dialogue, if any. */
export const schemaDialog = createStore<SchemaDialog | undefined>(undefined);

/** Opens a dialogue in place of the one that is open. */
export function openSchemaDialog(dialog: SchemaDialog): void {
  schemaDialog.update(() => dialog);
}

/** Puts it away. */
export function closeSchemaDialog(): void {
  schemaDialog.update(() => undefined);
}
