/** Finds what an expression stands for: through the scopes, through variables in variables, through built-ins. */
import type { Variable, VariableOrigin } from "../contract/environments.ts";
import { isJson } from "../json-value.ts";
import { builtIns, type Outside, readBuiltIn } from "./built-ins.ts";
import { type Expression, readExpression } from "./expression.ts";
import { findReferences } from "./template.ts";

/** The variables of one scope. Nearer scopes come first and hide those after them. */
export interface VariableLayer {
  readonly origin: VariableOrigin;
  /** The file they are from; empty for overrides. */
  readonly source: string;
  readonly variables: readonly Variable[];
}

/** A value that was found. */
export interface FoundValue {
  /** Bytes only inside `$base64` and where a whole text is asked for. */
  readonly content: string | Uint8Array;
  readonly form: "text" | "json";
  readonly origin: VariableOrigin;
  readonly source: string;
  readonly secret: boolean;
}

/** Why nothing was found, and what to do. */
export interface NotFound {
  readonly code:
    | "unresolved-variable"
    | "variable-cycle"
    | "bad-expression"
    | "unknown-built-in"
    | "secret-without-value"
    | "bad-argument"
    /** Not an error: it will be known when another request has been sent. */
    | "answer-not-yet";
  readonly message: string;
  readonly hint: string;
}

/** One or the other. */
export type Lookup = { readonly found: FoundValue } | { readonly missing: NotFound };

/** Values that name values that name values. */
const maximumDepth = 32;

/** Looks names up in layers, and asks the outside for the rest. */
export class VariableLookup {
  readonly #layers: readonly VariableLayer[];
  readonly #outside: Outside;
  /** What the files of the request are relative to; undefined leaves them as they are. */
  readonly folder: string | undefined;

  constructor(layers: readonly VariableLayer[], outside: Outside, folder?: string) {
    this.#layers = layers;
    this.#outside = outside;
    this.folder = folder;
  }

  /** What the text between the braces stands for. `stack` holds the names that led here. */
  async find(text: string, stack: readonly string[] = []): Promise<Lookup> {
    // A name may have any form, so it is looked up before it is read.
    const named = this.#named(text);
    if (named !== undefined) return await this.#variable(text, named, stack);
    const expression = readExpression(text);
    if (expression === undefined) return missing("bad-expression", `"${text}" is no expression`, names);
    return await this.#expression(expression, stack);
  }

  async #expression(expression: Expression, stack: readonly string[]): Promise<Lookup> {
    switch (expression.kind) {
      case "text":
        return found(expression.text, "text", "built-in");
      case "name": {
        const named = this.#named(expression.name);
        return named === undefined
          ? await this.#answer(expression.name)
          : await this.#variable(expression.name, named, stack);
      }
      case "built-in": {
        const given: FoundValue[] = [];
        for (const argument of expression.arguments) {
          const looked = await this.#expression(argument, stack);
          if ("missing" in looked) return looked;
          given.push(looked.found);
        }
        return await readBuiltIn(expression.name, given, this.#outside);
      }
    }
  }

  /** A secret that is given a value nearer, by `--var`, is still one. */
  #isSecret(name: string): boolean {
    return this.#layers.some(({ variables }) =>
      variables.some((variable) => variable.name === name && variable.secret === true),
    );
  }

  #named(name: string): readonly [VariableLayer, Variable] | undefined {
    for (const layer of this.#layers) {
      const variable = layer.variables.findLast((each) => each.name === name && each.disabled !== true);
      if (variable !== undefined) return [layer, variable];
    }
    return undefined;
  }

  async #variable(
    name: string,
    [{ origin, source }, variable]: readonly [VariableLayer, Variable],
    stack: readonly string[],
  ): Promise<Lookup> {
    if (stack.includes(name) || stack.length >= maximumDepth) {
      const circle = [...stack.slice(Math.max(0, stack.indexOf(name))), name].join(" → ");
      return missing(
        "variable-cycle",
        `"${name}" stands for itself: ${circle}`,
        "Give one of them a value of its own.",
      );
    }
    const { form = "text" } = variable;
    const secret = this.#isSecret(name);
    const value =
      variable.secret === true ? (variable.value ?? this.#outside.secret(name)) : (variable.value ?? "");
    if (value === undefined)
      return missing("secret-without-value", `the secret "${name}" of ${source} has no value here`, secrets);
    const references = findReferences(value, form === "json" ? "json" : "plain");
    let text = "";
    let at = 0;
    let hidden = secret;
    for (const { start, end, expression, quoted } of references) {
      const inner = await this.find(expression, [...stack, name]);
      if ("missing" in inner) return inner;
      hidden ||= inner.found.secret;
      text += value.slice(at, start);
      text += form === "json" ? jsonOf(inner.found, quoted) : textOf(inner.found);
      at = end;
    }
    return { found: { content: text + value.slice(at), form, origin, source, secret: hidden } };
  }

  /** A name with a dot may be a field of an earlier answer. */
  async #answer(name: string): Promise<Lookup> {
    const answered = name.includes(".") ? await this.#outside.answer(name) : undefined;
    if (answered !== undefined) return answered;
    const near = this.#near(name);
    const suggestion = near === undefined ? names : `Did you mean {{${near}}}? ${names}`;
    return missing("unresolved-variable", `"${name}" is not defined`, suggestion);
  }

  #near(name: string): string | undefined {
    const known = [
      ...this.#layers.flatMap(({ variables }) => variables.map((variable) => variable.name)),
      ...builtIns.map((builtIn) => `$${builtIn}`),
    ];
    const folded = fold(name);
    return (
      known.find((each) => fold(each) === folded) ?? known.find((each) => distanceIsOne(fold(each), folded))
    );
  }
}

const names =
  "Define it in the request, a folder, the environment or the collection (--var NAME=VALUE gives it for one run); {{'{{'}} writes two braces.";
const secrets =
  "Give it in the environment's panel (in a terminal, by an environment variable, a line of .env, or --var).";

function missing(code: NotFound["code"], message: string, hint: string): Lookup {
  return { missing: { code, message, hint } };
}

function found(content: string, form: FoundValue["form"], origin: VariableOrigin): Lookup {
  return { found: { content, form, origin, source: "", secret: false } };
}

/** The content as text; bytes as UTF-8. */
export function textOf({ content }: FoundValue): string {
  return typeof content === "string" ? content : new TextDecoder().decode(content);
}

/** A value as JSON: escaped inside a string; outside of one as it is where it is JSON, and as a string where it is not. */
export function jsonOf(found: FoundValue, quoted: boolean): string {
  const text = textOf(found);
  if (quoted) return JSON.stringify(text).slice(1, -1);
  return isJson(text) ? text : JSON.stringify(text);
}

function fold(name: string): string {
  return name.toLowerCase().replace(/[-_.$\s]/g, "");
}

function distanceIsOne(left: string, right: string): boolean {
  if (Math.abs(left.length - right.length) > 1 || left.length < 3) return false;
  let at = 0;
  while (at < left.length && left[at] === right[at]) at++;
  return (
    left.slice(at + 1) === right.slice(at + 1) ||
    left.slice(at) === right.slice(at + 1) ||
    left.slice(at + 1) === right.slice(at)
  );
}
