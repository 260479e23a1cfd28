/** Options for credentials. A secret may stand in a file or in the environment, so that no list of processes shows it. */
import { readFileSync } from "node:fs";
import type { Authorization } from "../core/contract/authorization.ts";
import type { Arguments, OptionTable } from "./arguments.ts";
import { usageError } from "./usage-error.ts";

/** Who calls. */
export const authorizationOptions: OptionTable = {
  bearer: { type: "string", value: "TOKEN|@FILE|env:NAME", text: "Send authorization: Bearer TOKEN." },
  basic: { type: "string", value: "USER:PASSWORD|@FILE|env:NAME", text: "Send authorization: Basic …." },
  "api-key": { type: "string", value: "NAME=KEY|@FILE|env:NAME", text: "Send the header NAME with the key." },
  "api-key-in": {
    type: "string",
    value: "header|query",
    text: "Where the API key goes; the header unless told.",
  },
  "oauth-token-url": { type: "string", value: "URL", text: "OAuth 2: the token endpoint." },
  "oauth-authorization-url": {
    type: "string",
    value: "URL",
    text: "OAuth 2: the page for consent (code flow with PKCE); client credentials without it.",
  },
  "oauth-client-id": { type: "string", value: "ID", text: "OAuth 2: the client." },
  "oauth-client-secret": {
    type: "string",
    value: "SECRET|@FILE|env:NAME",
    text: "OAuth 2: its secret, if it has one.",
  },
  "oauth-scope": { type: "string", value: "'A B'", text: "OAuth 2: the scopes." },
  "jwt-key": {
    type: "string",
    value: "@FILE|env:NAME",
    text: "Make a JWT with this PEM key, or shared secret, and send it as Bearer.",
  },
  "jwt-algorithm": {
    type: "string",
    value: "RS256|ES256|HS256",
    text: "How the JWT is signed; RS256 unless told.",
  },
  "jwt-claims": { type: "string", value: "JSON", text: "The claims of the JWT; iat and exp are added." },
};

/** The credentials that the options ask for; undefined when there are none. Throws `usage` for more than one way. */
export function readAuthorization(given: Arguments): Authorization | undefined {
  const ways = ["bearer", "basic", "api-key", "oauth-token-url", "jwt-key"].filter(
    (name) => given.text(name) !== undefined,
  );
  if (ways.length > 1) {
    throw usageError(
      `${ways.map((name) => `--${name}`).join(" and ")} exclude each other.`,
      "Give one of them.",
    );
  }
  switch (ways[0]) {
    case "bearer":
      return { kind: "bearer", token: secretOf(given, "bearer") };
    case "basic":
      return readBasic(given);
    case "api-key":
      return readApiKey(given);
    case "oauth-token-url":
      return readOAuth(given);
    case "jwt-key":
      return readJwt(given);
    default:
      return undefined;
  }
}

/** A secret: as it stands, of a file, or of the environment. */
export function secretOf(given: Arguments, option: string): string {
  const text = given.text(option) ?? "";
  if (text.startsWith("env:")) {
    const value = process.env[text.slice(4)];
    if (value !== undefined) return value;
    throw usageError(`--${option}: the environment has no ${text.slice(4)}.`, "Set the variable first.");
  }
  if (!text.startsWith("@")) return text;
  try {
    return readFileSync(text.slice(1), "utf8").replace(/\r?\n$/, "");
  } catch (thrown) {
    const reason = thrown instanceof Error ? thrown.message : String(thrown);
    throw usageError(`--${option}: ${reason}.`, "Check the path and that you may read the file.");
  }
}

function readBasic(given: Arguments): Authorization {
  const [, username, password] = /^([^:]*):(.*)$/s.exec(secretOf(given, "basic")) ?? [];
  if (username === undefined || password === undefined) {
    throw usageError("--basic has no colon between user and password.", "Write it as user:password.");
  }
  return { kind: "basic", username, password };
}

function readApiKey(given: Arguments): Authorization {
  const [, name = "", value = ""] = /^([^=:\s]+)\s*[=:]\s*(.*)$/s.exec(secretOf(given, "api-key")) ?? [];
  if (name === "") throw usageError("--api-key has no name.", "Write it as name=key.");
  const place = given.text("api-key-in") ?? "header";
  if (place !== "header" && place !== "query") {
    throw usageError(`--api-key-in does not know "${place}".`, "Write header or query.");
  }
  return { kind: "api-key", name, value, in: place };
}

function readOAuth(given: Arguments): Authorization {
  const clientId = given.text("oauth-client-id");
  if (clientId === undefined) {
    throw usageError("OAuth 2 needs a client.", "Add --oauth-client-id.");
  }
  const authorizationUrl = given.text("oauth-authorization-url");
  const scope = given.text("oauth-scope");
  const client = {
    tokenUrl: given.text("oauth-token-url") ?? "",
    clientId,
    ...(given.text("oauth-client-secret") === undefined
      ? {}
      : { clientSecret: secretOf(given, "oauth-client-secret") }),
    ...(scope === undefined ? {} : { scope }),
  };
  return authorizationUrl === undefined
    ? { kind: "oauth2-client", ...client }
    : { kind: "oauth2-code", authorizationUrl, ...client };
}

function readJwt(given: Arguments): Authorization {
  const algorithm = given.text("jwt-algorithm") ?? "RS256";
  if (algorithm !== "RS256" && algorithm !== "ES256" && algorithm !== "HS256") {
    throw usageError(`--jwt-algorithm does not know "${algorithm}".`, "Write RS256, ES256 or HS256.");
  }
  return {
    kind: "jwt",
    algorithm,
    key: secretOf(given, "jwt-key"),
    claims: given.text("jwt-claims") ?? "{}",
  };
}
