/** Credentials between a file and a call: the three kinds that the format has words for. Secrets are variables. */
import type { Authorization } from "../contract/authorization.ts";
import type { SavedRequest } from "../contract/collections.ts";
import { ByteglassError } from "../error.ts";
import type { Auth } from "./file-shape.ts";
import type { Plain } from "./put-yaml.ts";

/** The credentials of `grpc.auth`; undefined for kinds that are kept and not used. */
export function readAuth(auth: Auth | undefined): Authorization | undefined {
  if (auth === undefined || typeof auth === "string") return undefined;
  const text = (key: string): string => {
    const value: unknown = Object.entries(auth).find(([name]) => name === key)?.[1];
    return typeof value === "string" ? value : "";
  };
  switch (auth.type) {
    case "bearer":
      return { kind: "bearer", token: text("token") };
    case "basic":
      return { kind: "basic", username: text("username"), password: text("password") };
    case "apikey":
      return text("key") === ""
        ? undefined
        : {
            kind: "api-key",
            name: text("key"),
            value: text("value"),
            in: text("placement") === "query" ? "query" : "header",
          };
    default:
      return undefined;
  }
}

/** `grpc.auth` for credentials, or undefined when they go under the extension. */
export function authEntry(authorization: Authorization | undefined): Plain {
  switch (authorization?.kind) {
    case "bearer":
      return { type: "bearer", token: authorization.token };
    case "basic":
      return { type: "basic", username: authorization.username, password: authorization.password };
    case "api-key":
      return {
        type: "apikey",
        key: authorization.name,
        value: authorization.value,
        placement: authorization.in,
      };
    default:
      return undefined;
  }
}

/** True for the values of `grpc.auth` that `authEntry` writes, and may therefore take away. */
export function isKnownAuth(auth: unknown): boolean {
  if (typeof auth !== "object" || auth === null || !("type" in auth)) return false;
  return auth.type === "bearer" || auth.type === "basic" || auth.type === "apikey";
}

/** Throws `usage` for a secret that is written out: files such as `kind` are shared, and so would it be. */
export function refuseLiteralSecrets(request: SavedRequest, file: string, kind = "a collection file"): void {
  const { authorization, security, connection } = request;
  const found = [...secretsOf(authorization, security), ...proxySecretsOf(connection)].find(
    ([, value]) => value !== "" && !/\{\{.+\}\}/.test(value),
  );
  if (found === undefined) return;
  throw new ByteglassError(
    "usage",
    `${file} was not saved: the ${found[0]} is written out, and ${kind} holds no secrets.`,
    { hint: `Put it into a secret variable of an environment, and write {{its name}} in its place.` },
  );
}

function secretsOf(
  authorization: Authorization | undefined,
  security: SavedRequest["security"],
): readonly (readonly [string, string])[] {
  const passphrase = ["passphrase of the key", security?.clientKeyPassphrase ?? ""] as const;
  switch (authorization?.kind) {
    case undefined:
    case "none":
      return [passphrase];
    case "api-key":
      return [passphrase, ["API key", authorization.value]];
    case "bearer":
      return [passphrase, ["token", authorization.token]];
    case "basic":
      return [passphrase, ["password", authorization.password]];
    case "oauth2-client":
    case "oauth2-code":
      return [passphrase, ["client secret", authorization.clientSecret ?? ""]];
    case "jwt":
      return [passphrase, ["key", authorization.key], ["passphrase", authorization.passphrase ?? ""]];
    case "oauth2-jwt":
      return [
        passphrase,
        ["client secret", authorization.clientSecret ?? ""],
        ["key", authorization.key],
        ["passphrase", authorization.passphrase ?? ""],
      ];
  }
}

function proxySecretsOf(
  connection: SavedRequest["connection"],
): readonly (readonly [name: string, value: string])[] {
  const url = connection?.proxy?.kind === "url" ? connection.proxy.url : "";
  return [
    ["password of the proxy", /^[^/?#]*\/\/[^/?#@]*?:([^/?#]*)@/.exec(url)?.[1] ?? ""],
    ["passphrase of the key for the proxy", connection?.proxyTls?.clientKeyPassphrase ?? ""],
  ];
}
