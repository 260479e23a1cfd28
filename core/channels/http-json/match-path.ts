/** A path of a URL against a path template: the reverse of expanding one. Pure. */
import type { PathTemplate, TemplateSegment, TemplateVariable } from "./path-template.ts";

/** The values of the variables by field path joined with dots, in order. */
export type PathValues = readonly (readonly [string, string])[];

/**
 * The values by which `path` (encoded, without its query) is of the template's form; undefined when it is not. One
 * segment is decoded whole; of several, `%2F` stays (google/api/http.proto).
 */
export function matchPath(template: PathTemplate, path: string): PathValues | undefined {
  const written = withoutVerb(path, template.verb);
  if (written === undefined || !written.startsWith("/")) return undefined;
  const parts = written.slice(1).split("/");
  const values: [string, string][] = [];
  const rest = takeAll(template.segments, parts, values);
  return rest?.length === 0 ? values : undefined;
}

function withoutVerb(path: string, verb: string): string | undefined {
  if (verb === "") return path;
  const end = `:${verb}`;
  return path.endsWith(end) ? path.slice(0, -end.length) : undefined;
}

function takeAll(
  segments: readonly TemplateSegment[],
  parts: readonly string[],
  values: [string, string][],
): readonly string[] | undefined {
  let rest: readonly string[] | undefined = parts;
  for (const segment of segments) {
    if (rest === undefined) return undefined;
    rest = segment.kind === "variable" ? takeVariable(segment, rest, values) : takeOne(segment, rest);
  }
  return rest;
}

function takeVariable(
  variable: TemplateVariable,
  parts: readonly string[],
  values: [string, string][],
): readonly string[] | undefined {
  let rest: readonly string[] | undefined = parts;
  for (const segment of variable.segments) rest = rest === undefined ? undefined : takeOne(segment, rest);
  if (rest === undefined) return undefined;
  const taken = parts.slice(0, parts.length - rest.length);
  const decoded = taken.length === 1 ? decode(taken[0] ?? "", /$^/) : decode(taken.join("/"), /%2f/i);
  if (decoded === undefined) return undefined;
  values.push([variable.fieldPath.join("."), decoded]);
  return rest;
}

function takeOne(
  segment: Exclude<TemplateSegment, TemplateVariable>,
  parts: readonly string[],
): readonly string[] | undefined {
  const [first] = parts;
  switch (segment.kind) {
    case "deep-wildcard":
      return [];
    case "wildcard":
      return first === undefined || first === "" ? undefined : parts.slice(1);
    case "literal":
      return first !== undefined && decode(first, /$^/) === segment.text ? parts.slice(1) : undefined;
  }
}

/** Percent-decoded, but for what `kept` matches; undefined when it is no UTF-8. */
function decode(text: string, kept: RegExp): string | undefined {
  try {
    return text.replace(/(?:%[0-9a-f]{2})+/gi, (run) =>
      run
        .split(new RegExp(`(${kept.source})`, kept.flags))
        .map((part) => (kept.test(part) ? part : decodeURIComponent(part)))
        .join(""),
    );
  } catch {
    return undefined;
  }
}
