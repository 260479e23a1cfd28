/** Path templates of `google.api.http`, as the comments of google/api/http.proto define them. */

/** One part of a template between slashes. */
export type TemplateSegment =
  | { readonly kind: "literal"; readonly text: string }
  | { readonly kind: "one" }
  | { readonly kind: "many" };

/** A field that takes a part of the path: segments `start` to `end` of the template. */
export interface TemplateVariable {
  readonly field: string;
  readonly start: number;
  readonly end: number;
}

/** A parsed template such as `/v1/{name=models/*}:predict`. */
export interface PathTemplate {
  readonly segments: readonly TemplateSegment[];
  readonly variables: readonly TemplateVariable[];
  /** What follows the colon; empty without one. */
  readonly verb: string;
}

/** Parses a template. Throws on a malformed one: the samples' own are well-formed. */
export function parseTemplate(template: string): PathTemplate {
  const [, path, verb] = /^\/(.*?)(?::([^/:{}*]+))?$/.exec(template) ?? [];
  if (path === undefined) throw new Error(`The path template ${template} does not begin with a slash.`);
  const segments: TemplateSegment[] = [];
  const variables: TemplateVariable[] = [];
  for (const part of path.match(/\{[^}]*\}|[^/{}]+/g) ?? []) {
    const [, field, pattern = "*"] = /^\{([^=}]+)(?:=([^}]*))?\}$/.exec(part) ?? [];
    const start = segments.length;
    segments.push(...(field === undefined ? part : pattern).split("/").map(parseSegment));
    if (field !== undefined) variables.push({ field, start, end: segments.length });
  }
  return { segments, variables, verb: verb ?? "" };
}

function parseSegment(text: string): TemplateSegment {
  if (text === "*") return { kind: "one" };
  if (text === "**") return { kind: "many" };
  return { kind: "literal", text };
}

/**
 * The values of a template's variables in a path (without query, still percent-encoded), or undefined where the
 * path does not match. Values are decoded: wholly for one segment, all but `%2F` for several.
 */
export function matchTemplate(template: PathTemplate, path: string): ReadonlyMap<string, string> | undefined {
  const bare = withoutVerb(path, template.verb);
  if (bare === undefined || !bare.startsWith("/")) return undefined;
  const parts = bare.slice(1).split("/");
  const places = placeSegments(template.segments, parts);
  if (places === undefined) return undefined;
  const values = new Map<string, string>();
  for (const { field, start, end } of template.variables) {
    const value = parts.slice(places[start], places[end]).join("/");
    const single = end - start === 1 && template.segments[start]?.kind === "one";
    const decoded = decode(value, single);
    if (decoded === undefined) return undefined;
    values.set(field, decoded);
  }
  return values;
}

function withoutVerb(path: string, verb: string): string | undefined {
  if (verb === "") return path;
  return path.endsWith(`:${verb}`) ? path.slice(0, -verb.length - 1) : undefined;
}

/** Where in the path each segment of the template begins, and at last the path's end. `**` takes what the others leave. */
function placeSegments(
  segments: readonly TemplateSegment[],
  parts: readonly string[],
): readonly number[] | undefined {
  const spare = parts.length - segments.filter((segment) => segment.kind !== "many").length;
  const places = [0];
  let place = 0;
  for (const segment of segments) {
    const part = parts[place];
    if (segment.kind === "many") place += Math.max(spare, 0);
    else if (part === undefined || part === "") return undefined;
    else if (segment.kind === "literal" && decode(part, true) !== segment.text) return undefined;
    else place += 1;
    places.push(place);
  }
  return place === parts.length ? places : undefined;
}

function decode(text: string, slashes: boolean): string | undefined {
  try {
    const kept = slashes ? text : text.replace(/%2[fF]/g, (slash) => `%25${slash.slice(1)}`);
    return decodeURIComponent(kept);
  } catch {
    return undefined;
  }
}
