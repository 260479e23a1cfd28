/** JSON that came from elsewhere, and need not be any. */

/** An object of JSON. */
export type JsonObject = Readonly<Record<string, unknown>>;

/** The value of a JSON text; undefined for a text that is none. Numbers are doubles: not for messages. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

/** True when the text is JSON. */
export function isJson(text: string): boolean {
  return parseJson(text) !== undefined;
}

/** True for an object, which a list and null are not. */
export function isJsonObject(value: unknown): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
