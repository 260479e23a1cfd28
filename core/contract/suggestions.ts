/** What a name between braces may be, while it is typed. */
import * as v from "valibot";
import { type VariableOrigin, VariableScopeSchema } from "./environments.ts";

export const SuggestVariablesParams = v.object({
  scope: VariableScopeSchema,
  /** What stands between the braces up to where one types: `ho`, `login.response.tok`. */
  typed: v.pipe(v.string(), v.maxLength(1024)),
});
export type SuggestVariablesRequest = v.InferOutput<typeof SuggestVariablesParams>;

/** One name; whoever shows them sorts out those that fit what was typed. */
export interface VariableSuggestion {
  /** The whole of what would stand between the braces. */
  readonly expression: string;
  readonly origin: VariableOrigin;
  /** Its value, or what it is; cut to 80 characters, dots for a secret. */
  readonly words: string;
  /** True where more has to follow: `login.response.`. */
  readonly isPartial: boolean;
}

/** Suggesting names. */
export interface SuggestionMethods {
  /** Variables, built-ins and requests; behind `login.response.` the fields of the answer that is known. Bounded. */
  suggestVariables(request: SuggestVariablesRequest): Promise<readonly VariableSuggestion[]>;
}
