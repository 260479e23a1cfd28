import type { EffectiveState } from "../../core/contract/tree-view.ts";

/** What a parser does with a row, in a word; empty where that is what one expects. */
export function stateWords(state: EffectiveState): string {
  switch (state) {
    case "set":
    case "none":
      return "";
    case "default":
      return "default, yet written";
    case "overwritten":
      return "overwritten";
    case "merged":
      return "merged";
    case "absent":
      return "absent";
  }
}
