/** The engine's method about names that may stand between braces. */

import { isSecretPath } from "../../contract/credential-name.ts";
import { DOTS } from "../../contract/dots.ts";
import {
  type SuggestionMethods,
  SuggestVariablesParams,
  type VariableSuggestion,
} from "../../contract/suggestions.ts";
import { parseJson } from "../../json-value.ts";
import { readAnswerName } from "../../variables/answer-name.ts";
import { builtIns } from "../../variables/built-ins.ts";
import type { VariableLayer } from "../../variables/lookup.ts";
import { door } from "../door.ts";
import { scopedLookup, type VariableParts } from "./variable-parts.ts";

/** Names of one kind that are suggested. */
const maximumSuggestions = 500;
const shownLength = 80;

/** The method. */
export function suggestionMethods(variables: VariableParts): SuggestionMethods {
  return {
    suggestVariables: door("suggestVariables", SuggestVariablesParams, async ({ scope: wanted, typed }) => {
      const { lookup, scope } = await scopedLookup(variables, wanted, false, new AbortController().signal);
      const parent = parentOf(typed);
      if (parent !== undefined) {
        const looked = await lookup.find(parent);
        return "found" in looked && typeof looked.found.content === "string"
          ? fieldsOf(parent, looked.found.content)
          : [];
      }
      return [
        ...variablesOf(scope.layers),
        ...builtIns.map((name) => suggestion(`$${name}`, "built-in", "built in", false)),
        ...(await requestsOf(scope.collection, wanted.file)),
      ].slice(0, maximumSuggestions);
    }),
  };
}

/** `login.response.user` of `login.response.user.na`; undefined where no field of an answer is typed. */
function parentOf(typed: string): string | undefined {
  const name = readAnswerName(typed);
  if (name?.part !== "response" || !typed.includes(`.${name.part}.`)) return undefined;
  const known = name.path.replace(/\.?[^.[\]]*$/, "");
  return known === "" ? `${name.request}.response` : `${name.request}.response.${known}`;
}

function fieldsOf(parent: string, json: string): readonly VariableSuggestion[] {
  const value: unknown = parseJson(json);
  if (Array.isArray(value)) {
    return value.slice(0, 10).map((item: unknown, index) => field(`${parent}[${index}]`, item));
  }
  if (typeof value !== "object" || value === null) return [];
  return Object.entries(value)
    .slice(0, maximumSuggestions)
    .map(([name, item]) => field(`${parent}.${name}`, item));
}

function field(expression: string, value: unknown): VariableSuggestion {
  const isPartial = typeof value === "object" && value !== null;
  const words = isSecretPath(expression) && !isPartial ? DOTS : JSON.stringify(value);
  return suggestion(expression, "answer", words, isPartial);
}

function variablesOf(layers: readonly VariableLayer[]): readonly VariableSuggestion[] {
  const nearest = new Map<string, VariableSuggestion>();
  for (const { origin, variables } of layers) {
    for (const { name, value = "", secret, disabled } of variables) {
      if (disabled === true || nearest.has(name)) continue;
      nearest.set(name, suggestion(name, origin, secret === true ? DOTS : value, false));
    }
  }
  return [...nearest.values()];
}

async function requestsOf(
  collection: string | undefined,
  file: string | undefined,
): Promise<readonly VariableSuggestion[]> {
  if (collection === undefined) return [];
  const { openCollectionFolder } = await import("../../collections/open-collection.ts");
  const { items } = await openCollectionFolder(collection);
  return items
    .filter(({ kind, path }) => kind === "request" && path !== file)
    .slice(0, maximumSuggestions)
    .map(({ id, name }) =>
      suggestion(`${id.replace(/\.ya?ml$/, "")}.response.`, "answer", `the answer of ${name}`, true),
    );
}

function suggestion(
  expression: string,
  origin: VariableSuggestion["origin"],
  words: string,
  isPartial: boolean,
): VariableSuggestion {
  return { expression, origin, words: words.slice(0, shownLength), isPartial };
}
