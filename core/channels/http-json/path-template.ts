/** Path templates of `google.api.http`: `/v1/{name=models/*}/versions/{version}:predict`. Pure. */

/** One part of a template between slashes, or a variable that covers one or more of them. */
export type TemplateSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "wildcard" }
  | { readonly kind: "deep-wildcard" }
  | TemplateVariable;

/** `{field.path=segments}`; `{field}` stands for `{field=*}`. */
export interface TemplateVariable {
  readonly kind: "variable";
  /** Names as in the `.proto` file. */
  readonly fieldPath: readonly string[];
  readonly segments: readonly Exclude<TemplateSegment, TemplateVariable>[];
}

/** A template taken apart. */
export interface PathTemplate {
  readonly segments: readonly TemplateSegment[];
  /** `predict` of `…:predict`; empty when there is none. */
  readonly verb: string;
}

/** The template, or what is wrong with it and where (UTF-16 offset). */
export type ParsedTemplate =
  | { readonly template: PathTemplate }
  | { readonly fault: { readonly at: number; readonly message: string } };

/**
 * Parses a template by the grammar in google/api/http.proto:
 * `"/" Segments [":" Verb]`, where a segment is `*`, `**`, a literal or `{field.path[=Segments]}`.
 */
export function parsePathTemplate(text: string): ParsedTemplate {
  const parser = new TemplateParser(text);
  const template = parser.parse();
  return parser.fault === undefined ? { template } : { fault: parser.fault };
}

/** The variables of a template, in order. */
export function variablesOf(template: PathTemplate): readonly TemplateVariable[] {
  return template.segments.filter((segment) => segment.kind === "variable");
}

/** True when the variable covers several segments of a URL, whose slashes stay as they are. */
export function isMultiSegment(variable: TemplateVariable): boolean {
  const [first] = variable.segments;
  return variable.segments.length > 1 || first?.kind === "deep-wildcard";
}

/** The segments as they are written in a template: `models/*`. */
export function patternOf(segments: TemplateVariable["segments"]): string {
  const texts = segments.map((segment) => {
    if (segment.kind === "literal") return segment.text;
    return segment.kind === "wildcard" ? "*" : "**";
  });
  return texts.join("/");
}

class TemplateParser {
  readonly #text: string;
  #at = 0;
  fault: { readonly at: number; readonly message: string } | undefined;

  constructor(text: string) {
    this.#text = text;
  }

  parse(): PathTemplate {
    if (!this.#take("/")) this.#fail('A path template begins with "/".');
    const segments = this.#segments((): TemplateSegment => this.#segment());
    const verb = this.#take(":") ? this.#literal("a verb after “:”") : "";
    if (this.#at < this.#text.length) this.#fail(`“${this.#text.charAt(this.#at)}” was not expected here.`);
    const deep = segments.findIndex((segment) => coversRest(segment));
    if (deep !== -1 && deep < segments.length - 1) {
      this.#fail("“**” must be the last part of the path.", this.#text.indexOf("**"));
    }
    return { segments, verb };
  }

  #segments<T>(one: () => T): readonly T[] {
    const segments = [one()];
    while (this.fault === undefined && this.#take("/")) segments.push(one());
    return segments;
  }

  #segment(): TemplateSegment {
    if (!this.#take("{")) return this.#simpleSegment();
    const fieldPath = [this.#identifier()];
    while (this.#take(".")) fieldPath.push(this.#identifier());
    const segments = this.#take("=")
      ? this.#segments(() => this.#simpleSegment())
      : [{ kind: "wildcard" as const }];
    if (!this.#take("}")) this.#fail("“}” was expected at the end of the variable.");
    return { kind: "variable", fieldPath, segments };
  }

  #simpleSegment(): Exclude<TemplateSegment, TemplateVariable> {
    if (this.#take("**")) return { kind: "deep-wildcard" };
    if (this.#take("*")) return { kind: "wildcard" };
    return { kind: "literal", text: this.#literal("“*”, “**”, a name or a variable") };
  }

  #literal(expected: string): string {
    const text = /^[^/{}*:=]+/.exec(this.#text.slice(this.#at))?.[0] ?? "";
    if (text === "") this.#fail(`${expected} was expected.`);
    this.#at += text.length;
    return text;
  }

  #identifier(): string {
    const name = /^[A-Za-z_]\w*/.exec(this.#text.slice(this.#at))?.[0] ?? "";
    if (name === "") this.#fail("The name of a field was expected.");
    this.#at += name.length;
    return name;
  }

  #take(token: string): boolean {
    if (this.fault !== undefined || !this.#text.startsWith(token, this.#at)) return false;
    this.#at += token.length;
    return true;
  }

  #fail(message: string, at = this.#at): void {
    this.fault ??= { at, message };
  }
}

function coversRest(segment: TemplateSegment): boolean {
  if (segment.kind === "variable") return segment.segments.some(coversRest);
  return segment.kind === "deep-wildcard";
}
