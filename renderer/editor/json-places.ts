/** Which field of a JSON text a place stands in. Tolerant: a text that is being typed is rarely well formed. */

/** A key or a value and the path to it: `inputs[].image.url`, as the engine's field descriptions write it. */
export interface JsonPlace {
  readonly path: string;
  /** The same with the indexes of the items: `inputs[0].image.url`. */
  readonly exact: string;
  /** UTF-16 span of the key with its quotes, or of the value where there is no key. */
  readonly start: number;
  readonly end: number;
  readonly isKey: boolean;
}

interface Level {
  readonly path: string;
  readonly exact: string;
  /** In a list: of the item that comes next. */
  index: number;
  readonly array: boolean;
  /** In an object: the key whose value comes next. */
  key: string | undefined;
}

const TOKEN = /"(?:[^"\\\n]|\\.)*"?|[{}[\],:]|[^\s{}[\],:"]+/g;

/** Every key and scalar value of a text, in order. */
export function jsonPlaces(text: string): readonly JsonPlace[] {
  const places: JsonPlace[] = [];
  walk(text, (place) => places.push(place));
  return places;
}

/** The key or value at an offset. */
export function placeAt(text: string, offset: number): JsonPlace | undefined {
  let found: JsonPlace | undefined;
  walk(text, (place) => {
    if (place.start <= offset && offset <= place.end) found ??= place;
    return place.start > offset;
  });
  return found;
}

/** The path of the object an offset is in (empty for the outermost), or undefined where a key cannot be typed. */
export function objectAt(text: string, offset: number): string | undefined {
  return levelAt(text, offset)?.path;
}

/** The same with the exact path of the object. */
export function levelAt(text: string, offset: number): Pick<JsonPlace, "path" | "exact"> | undefined {
  const level = walk(text.slice(0, offset), () => false);
  return level === undefined || level.array || level.key !== undefined ? undefined : level;
}

/** Walks the tokens until `visit` answers true; answers the level it ended in. */
function walk(text: string, visit: (place: JsonPlace) => unknown): Level | undefined {
  const levels: Level[] = [];
  let last: JsonPlace | undefined;
  for (const match of text.matchAll(TOKEN)) {
    const token = match[0];
    const level = levels.at(-1);
    if (token === "{" || token === "[") levels.push(openLevel(level, token === "["));
    else if (token === "}" || token === "]") {
      levels.pop();
      endValue(levels.at(-1));
    } else if (token === ":") nameKey(level, text, last);
    else if (token === ",") {
      endValue(level);
      if (level !== undefined) level.index += 1;
    } else {
      const isKey = level !== undefined && !level.array && level.key === undefined;
      const path = isKey ? join(level.path, unquote(token)) : valuePath(level);
      const exact = isKey ? join(level.exact, unquote(token)) : exactPath(level);
      last = { path, exact, start: match.index, end: match.index + token.length, isKey };
      if (visit(last) === true) return level;
    }
  }
  return levels.at(-1);
}

function openLevel(parent: Level | undefined, array: boolean): Level {
  return { path: valuePath(parent), exact: exactPath(parent), array, key: undefined, index: 0 };
}

function valuePath(level: Level | undefined): string {
  if (level === undefined) return "";
  return level.array ? `${level.path}[]` : join(level.path, level.key ?? "");
}

function exactPath(level: Level | undefined): string {
  if (level === undefined) return "";
  return level.array ? `${level.exact}[${level.index}]` : join(level.exact, level.key ?? "");
}

function nameKey(level: Level | undefined, text: string, key: JsonPlace | undefined): void {
  if (level !== undefined && !level.array && key?.isKey === true)
    level.key = unquote(text.slice(key.start, key.end));
}

function endValue(level: Level | undefined): void {
  if (level !== undefined) level.key = undefined;
}

function join(path: string, key: string): string {
  return path === "" ? key : `${path}.${key}`;
}

function unquote(token: string): string {
  return token.replace(/^"|"$/g, "");
}
