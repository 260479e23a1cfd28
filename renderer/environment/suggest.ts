/** Names between braces while they are typed: where one is, what fits there, and what is put in. */
import type { VariableSuggestion } from "../../core/contract/suggestions.ts";
import { wholeScopeOf } from "../collections/scope.ts";
import { engine } from "../engine/link.ts";
import { matchScore } from "../format/search.ts";
import type { RequestDraft } from "../state/drafts.ts";

/** A name that is being typed: the text between the braces up to the caret, and where that stands. */
export interface TypedName {
  readonly typed: string;
  readonly start: number;
  readonly end: number;
}

/** The name at a caret; undefined where none is being typed. */
export function nameAt(text: string, caret: number): TypedName | undefined {
  const [, typed] = /\{\{\s*([^{}\n]*)$/.exec(text.slice(0, caret)) ?? [];
  return typed === undefined ? undefined : { typed, start: caret - typed.length, end: caret };
}

/** The text with a suggestion in place of the name, and where the caret goes. Braces are closed where they are open. */
export function withSuggestion(
  text: string,
  { start, end }: TypedName,
  { expression, isPartial }: VariableSuggestion,
): { readonly text: string; readonly caret: number } {
  const rest = text.slice(end);
  const isClosed = /^[^{}\n]*\}\}/.test(rest);
  const after = isClosed ? rest.replace(/^[^{}\n]*/, "") : `}}${rest}`;
  const caret = start + expression.length;
  return {
    text: `${text.slice(0, start)}${expression}${after}`,
    caret: isPartial ? caret : caret + 2,
  };
}

/** What fits what was typed, the best first. */
export function fitting(
  suggestions: readonly VariableSuggestion[],
  typed: string,
): readonly VariableSuggestion[] {
  const known = suggestions.filter(({ expression }) => expression !== typed);
  // Nothing of the name itself was typed yet: all fit, in their own order.
  if (/(^|[.\]])$/.test(typed)) return known;
  return known
    .map((suggestion, index) => ({ suggestion, index, score: matchScore(suggestion.expression, typed) }))
    .filter(({ score }) => score >= 0)
    .sort((left, right) => right.score - left.score || left.index - right.index)
    .map(({ suggestion }) => suggestion);
}

/** What the engine suggests; nothing where it cannot tell. */
export async function suggest(draft: RequestDraft, typed: string): Promise<readonly VariableSuggestion[]> {
  const one = await engine();
  return await one.suggestVariables({ scope: wholeScopeOf(draft), typed }).catch(() => []);
}
