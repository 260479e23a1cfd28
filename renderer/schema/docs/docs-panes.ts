/** The two ways to read about a symbol: what its author wrote, or its `.proto` source. */
export type DocsPaneKind = "docs" | "source";

/** Both, with what they are called. */
export const DOCS_PANES: readonly (readonly [kind: DocsPaneKind, name: string])[] = [
  ["docs", "Docs"],
  ["source", "Source"],
];
