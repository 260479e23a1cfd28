/** Fields that a server refused, at their places in the JSON that was typed. Pure. */
import type { FieldViolation } from "../../core/contract/call-views.ts";
import type { Finding, TextPlace } from "../../core/finding.ts";
import { defaultJsonName } from "../../core/json-name.ts";
import { type JsonPlace, jsonPlaces } from "./json-places.ts";

/** A finding for each violation, at its field, or at the nearest field around it that is in the text. */
export function violationFindings(text: string, violations: readonly FieldViolation[]): readonly Finding[] {
  if (violations.length === 0) return [];
  const places = new Map<string, JsonPlace>();
  for (const place of jsonPlaces(text)) {
    const name = plain(place.exact);
    if (!places.has(name)) places.set(name, place);
  }
  return violations.map(({ path, jsonPath = path, message, rule }) => {
    const place = nearest(plain(jsonPath), places) ?? nearest(plain(path), places);
    const what = path === "" ? "the message" : path;
    return {
      code: "refused-field",
      severity: "error" as const,
      message: `The server refused ${what}: ${message}${rule === undefined ? "" : ` (rule ${rule})`}`,
      path,
      ...(place === undefined ? {} : { text: textPlace(text, place) }),
    };
  });
}

/** What the server refused before what else is known of a message; a rule that both tell of is told by the server alone. */
export function withRefused(own: readonly Finding[], refused: readonly Finding[]): readonly Finding[] {
  if (refused.length === 0) return own;
  const told = new Set(refused.map(({ path }) => plain(path ?? "")));
  return [
    ...refused,
    ...own.filter(({ code, path }) => code !== "rule-broken" || !told.has(plain(path ?? ""))),
  ];
}

function nearest(path: string, places: ReadonlyMap<string, JsonPlace>): JsonPlace | undefined {
  let rest = path;
  while (rest !== "") {
    // An item of a list that is a message has no key of its own: its first field stands for it.
    const inside = rest.endsWith("]")
      ? [...places].find(([name]) => name.startsWith(`${rest}.`))?.[1]
      : undefined;
    const found = places.get(rest) ?? places.get(`${rest}[0]`) ?? inside ?? places.get(asKey(rest));
    if (found !== undefined) return found;
    rest = rest.replace(/(?:^|\.)[^.[\]]*$|\[[^\]]*\]$/, "");
  }
  return undefined;
}

/** Keys of a map that are numbers or truth values stand in JSON as names do: `counts[1]` is `counts.1`. */
function asKey(path: string): string {
  return path.replace(/\[([^\]]*)\]$/, ".$1");
}

/** Names as JSON has them, keys of a map as its members: `image_url` is `imageUrl`, `labels["a"]` is `labels.a`. */
function plain(path: string): string {
  return defaultJsonName(path.replace(/\["([^"\]]*)"\]/g, ".$1"));
}

function textPlace(text: string, { start, end }: JsonPlace): TextPlace {
  const before = text.slice(0, start);
  const line = before.split("\n").length;
  return { start, end, line, column: start - before.lastIndexOf("\n") };
}
