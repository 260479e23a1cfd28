import type { JsonObject, JsonValue } from "@bufbuild/protobuf";

/** The paths of a ProtoJSON field mask, `displayName,owner.userId`. */
export function maskPaths(mask: string | undefined): readonly (readonly string[])[] {
  return (mask ?? "")
    .split(",")
    .filter((path) => path !== "")
    .map((path) => path.split("."));
}

/** The parts of a ProtoJSON object that a ProtoJSON field mask names; the whole when the mask is empty. */
export function applyMask(json: JsonObject, mask: string | undefined): JsonObject {
  const paths = maskPaths(mask);
  if (paths.length === 0) return json;
  return paths.reduce<JsonObject>((kept, path) => setPath(kept, path, getPath(json, path)), {});
}

/** The value at a path, or undefined where there is none. */
export function getPath(json: JsonObject, path: readonly string[]): JsonValue | undefined {
  return path.reduce<JsonValue | undefined>(
    (value, name) => (isObject(value) && Object.hasOwn(value, name) ? value[name] : undefined),
    json,
  );
}

/** A copy with the value at a path; without it when the value is undefined. */
export function setPath(json: JsonObject, path: readonly string[], value: JsonValue | undefined): JsonObject {
  const [first, ...rest] = path;
  if (first === undefined) return json;
  const { [first]: _replaced, ...others } = json;
  const old = getPath(json, [first]);
  if (rest.length === 0) return value === undefined ? others : { ...others, [first]: value };
  if (value === undefined && old === undefined) return json;
  return { ...others, [first]: setPath(isObject(old) ? old : {}, rest, value) };
}

function isObject(value: JsonValue | undefined): value is JsonObject {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
