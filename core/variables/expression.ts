/** What stands between the braces: a name, a text, or a built-in with arguments. */

/** A read expression. */
export type Expression =
  /** `host`, `login.response.token`, `items[0]`. */
  | { readonly kind: "name"; readonly name: string }
  /** `'{{'`: the text itself. */
  | { readonly kind: "text"; readonly text: string }
  /** `$uuid`, `$random(1, 6)`, `$base64($file("a.png"))`. */
  | { readonly kind: "built-in"; readonly name: string; readonly arguments: readonly Expression[] };

/** Arguments in arguments. */
const maximumDepth = 8;

/** Reads an expression; undefined when it is none. */
export function readExpression(text: string): Expression | undefined {
  const reader = new ExpressionReader(text);
  const expression = reader.read(0);
  return expression !== undefined && reader.atEnd ? expression : undefined;
}

class ExpressionReader {
  readonly #text: string;
  #at = 0;

  constructor(text: string) {
    this.#text = text;
  }

  get atEnd(): boolean {
    this.#skip();
    return this.#at === this.#text.length;
  }

  read(depth: number): Expression | undefined {
    if (depth > maximumDepth) return undefined;
    this.#skip();
    const quoted = this.#take(/'([^']*)'|\\?"([^"\\]*)\\?"/y);
    if (quoted !== undefined) return { kind: "text", text: quoted.replace(/^\\?["']|\\?["']$/g, "") };
    // A number is one among arguments; by itself it may be the name of a variable.
    const number = depth > 0 ? this.#take(/-?\d+(?:\.\d+)?(?=\s*[,)])/y) : undefined;
    if (number !== undefined) return { kind: "text", text: number };
    const environment = this.#take(/process\.env\.[\w]+/y);
    if (environment !== undefined) {
      const text = environment.slice("process.env.".length);
      return { kind: "built-in", name: "env", arguments: [{ kind: "text", text }] };
    }
    const builtIn = this.#take(/\$[A-Za-z]\w*/y);
    if (builtIn !== undefined) return this.#call(builtIn.slice(1), depth);
    const name = this.#take(/[^\s(),'"{}$][^(),'"{}]*/y)?.trim();
    return name === undefined || name === "" ? undefined : { kind: "name", name };
  }

  #call(name: string, depth: number): Expression | undefined {
    const given: Expression[] = [];
    this.#skip();
    if (this.#take(/\(/y) === undefined) return { kind: "built-in", name, arguments: given };
    this.#skip();
    while (this.#take(/\)/y) === undefined) {
      const argument = this.read(depth + 1);
      if (argument === undefined) return undefined;
      given.push(argument);
      this.#skip();
      const next = this.#take(/,/y);
      this.#skip();
      if (next === undefined && this.#text[this.#at] !== ")") return undefined;
    }
    return { kind: "built-in", name, arguments: given };
  }

  #take(pattern: RegExp): string | undefined {
    pattern.lastIndex = this.#at;
    const found = pattern.exec(this.#text)?.[0];
    if (found !== undefined) this.#at += found.length;
    return found;
  }

  #skip(): void {
    this.#take(/\s*/y);
  }
}
