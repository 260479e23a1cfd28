/** The last answers of saved requests, for requests that read their fields. */

import { isSecretPath } from "../../contract/credential-name.ts";
import type { MetadataEntry } from "../../contract/params.ts";
import { parseJson } from "../../json-value.ts";
import type { AnswerName } from "../../variables/answer-name.ts";
import type { FoundValue, Lookup } from "../../variables/lookup.ts";
import { readPath, valuesAt } from "../../variables/value-path.ts";

/** What is kept of an answer. */
export interface KeptAnswer {
  readonly statusName: string;
  readonly headers: readonly MetadataEntry[];
  readonly trailers: readonly MetadataEntry[];
  /** The JSON of each message, in order. */
  readonly messages: readonly string[];
}

/** Answers by the file of their request and the environment they were got in. */
export interface Answers {
  set(file: string, environment: string, answer: KeptAnswer): void;
  get(file: string, environment: string): KeptAnswer | undefined;
}

/** UTF-16 units of JSON that one answer may have to be kept, and answers that are. */
const maximumLength = 16 * 1024 * 1024;
const maximumKept = 256;

/** No answers yet. */
export function createAnswers(): Answers {
  const kept = new Map<string, KeptAnswer>();
  const keyOf = (file: string, environment: string) => JSON.stringify([file, environment]);
  return {
    set(file, environment, answer) {
      const key = keyOf(file, environment);
      kept.delete(key);
      if (answer.messages.reduce((sum, { length }) => sum + length, 0) > maximumLength) return;
      kept.set(key, answer);
      const [oldest] = kept.keys();
      if (kept.size > maximumKept && oldest !== undefined) kept.delete(oldest);
    },
    get: (file, environment) => kept.get(keyOf(file, environment)),
  };
}

/** The value that a name stands for in an answer. */
export function readAnswer({ request, part, path }: AnswerName, answer: KeptAnswer, file: string): Lookup {
  switch (part) {
    case "status":
      return found(answer.statusName, "text", path, file);
    case "headers":
    case "trailers": {
      const name = path.toLowerCase().replace(/^\["(.*)"\]$/, "$1");
      const entry = answer[part].find((each) => each.name.toLowerCase() === name);
      return entry === undefined
        ? nothing(`the answer of ${request} has no "${path}" in its ${part}`)
        : found(entry.value, "text", path, file);
    }
    case "response":
    case "responses": {
      const values = answer.messages.map(parseJson);
      const root = part === "response" ? values.at(-1) : values;
      if (root === undefined) return nothing(`the answer of ${request} has no message`);
      const steps = readPath(path);
      if (steps === undefined) return nothing(`"${path}" is no path`);
      const [value] = valuesAt(root, steps);
      if (value === undefined) return nothing(`the answer of ${request} has nothing at "${path}"`);
      return typeof value === "string"
        ? found(value, "text", path, file)
        : found(JSON.stringify(value), "json", path, file);
    }
  }
}

function found(content: string, form: FoundValue["form"], path: string, source: string): Lookup {
  return { found: { content, form, origin: "answer", source, secret: isSecretPath(path) } };
}

function nothing(message: string): Lookup {
  const hint = "Look at that answer, or correct the path; fields with default values are not in the JSON.";
  return { missing: { code: "unresolved-variable", message, hint } };
}
