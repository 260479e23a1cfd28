/** Objects with an `@type` in a JSON text that is being typed. Pure. */
import { type JsonPlace, jsonPlaces, levelAt } from "./json-places.ts";

/** An object that says its type, around a place. */
export interface TypedObject {
  /** The full name: what comes after the last slash. */
  readonly typeName: string;
  /** Path from that object to the place: empty for the object itself. */
  readonly path: string;
}

/** The innermost object with an `@type` around what stands at `offset`: for a key that is typed there, or hovered. */
export function typedObjectAt(text: string, offset: number): TypedObject | undefined {
  const level = levelAt(text, offset);
  return level === undefined ? undefined : around(text, level.path, level.exact);
}

/** The same for a key or value that is there. */
export function typedObjectOf(text: string, { path, exact }: JsonPlace): TypedObject | undefined {
  return around(text, path, exact);
}

/** The value of an `@type` at `offset`, when it stands in one. */
export function typeUrlAt(text: string, offset: number): JsonPlace | undefined {
  return jsonPlaces(text).find(
    (place) => isTypeUrl(place) && !place.isKey && place.start < offset && offset <= place.end,
  );
}

function around(text: string, path: string, exact: string): TypedObject | undefined {
  let found: JsonPlace | undefined;
  for (const place of jsonPlaces(text)) {
    if (place.isKey || !isTypeUrl(place) || !isWithin(exact, ownerOf(place.exact))) continue;
    if (found === undefined || place.exact.length > found.exact.length) found = place;
  }
  if (found === undefined) return undefined;
  const typeName = text.slice(found.start, found.end).replace(/^"|"$/g, "").replace(/^.*\//, "");
  return typeName === ""
    ? undefined
    : { typeName, path: path.slice(ownerOf(found.path).length).replace(/^\./, "") };
}

function isTypeUrl({ exact }: JsonPlace): boolean {
  return exact === "@type" || exact.endsWith(".@type");
}

function ownerOf(path: string): string {
  return path.replace(/\.?@type$/, "");
}

function isWithin(exact: string, owner: string): boolean {
  return owner === "" || exact === owner || exact.startsWith(`${owner}.`) || exact.startsWith(`${owner}[`);
}
