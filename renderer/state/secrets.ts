/** Secrets out of what is written as plain text, and back into it. Pure: values in, values out. */
import * as v from "valibot";
import { parseJson } from "../../core/json-value.ts";

const Secrets = v.record(v.string(), v.string());
/** Secrets by their places in a session: `tabs.r1.authorization.token`. */
export type Secrets = Readonly<v.InferOutput<typeof Secrets>>;

/** Names of secret texts wherever they stand. */
const SECRET_NAMES: ReadonlySet<string> = new Set(["clientKeyPassphrase"]);
/** Names of secret texts inside of an `authorization`. */
const AUTHORIZATION_NAMES: ReadonlySet<string> = new Set([
  "value",
  "token",
  "password",
  "clientSecret",
  "key",
  "passphrase",
]);

/** The value without its secrets, which are empty texts there, and the secrets by their places. */
export function takeSecrets(value: unknown): { readonly plain: unknown; readonly secrets: Secrets } {
  const secrets: Record<string, string> = {};
  const plain = mapTexts(value, [], (text, path) => {
    if (text === "" || !isSecret(text, path)) return text;
    secrets[path.join(".")] = text;
    return "";
  });
  return { plain, secrets };
}

/** What was kept as JSON; a text that is none of ours has none, and they have to be typed again. */
export function readSecrets(text: string | undefined): Secrets {
  const read = v.safeParse(Secrets, parseJson(text ?? ""));
  return read.success ? read.output : {};
}

/** The value with the secrets in their places; a place that is gone or was filled meanwhile is left as it is. */
export function putSecrets(value: unknown, secrets: Secrets): unknown {
  return mapTexts(value, [], (text, path) => (text === "" ? (secrets[path.join(".")] ?? "") : text));
}

function isSecret(text: string, path: readonly string[]): boolean {
  const name = path.at(-1) ?? "";
  if (SECRET_NAMES.has(name)) return true;
  if (path.at(-2) === "authorization" && AUTHORIZATION_NAMES.has(name)) return true;
  // A proxy's address may have a password before its host.
  return path.at(-2) === "proxy" && name === "url" && /^[^/]*\/\/[^/]*@/.test(text);
}

/** Items of a list are named by their ids where they have some, so that a place stays right when others come and go. */
function mapTexts(
  value: unknown,
  path: readonly string[],
  map: (text: string, path: readonly string[]) => string,
): unknown {
  if (typeof value === "string") return map(value, path);
  if (Array.isArray(value)) {
    return value.map((item: unknown, index) => mapTexts(item, [...path, idOf(item) ?? String(index)], map));
  }
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, item]) => [name, mapTexts(item, [...path, name], map)]),
  );
}

function idOf(item: unknown): string | undefined {
  if (typeof item !== "object" || item === null || !("id" in item)) return undefined;
  return typeof item.id === "string" ? item.id : undefined;
}
