/** Reading about a symbol without leaving what one is doing. */
import { closeSchemaDialog, schemaDialog } from "../dialogs.ts";

/** Shows the docs of a symbol; where docs are open already they are what Back leads to. */
export function openDocs(schemaId: string, symbol: string): void {
  schemaDialog.update((state) => {
    const before = state?.kind === "docs" && state.schemaId === schemaId ? state.symbols : [];
    if (before.at(-1) === symbol) return state;
    return { kind: "docs", schemaId, symbols: [...before, symbol].slice(-50) };
  });
}

/** Shows what was read before. */
export function backInDocs(): void {
  const state = schemaDialog.get();
  if (state?.kind !== "docs" || state.symbols.length < 2) closeSchemaDialog();
  else schemaDialog.update(() => ({ ...state, symbols: state.symbols.slice(0, -1) }));
}
