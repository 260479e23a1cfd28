/** Options for credentials. A secret may stand in a file or in the environment, so that no list of processes shows it. */
import type { Authorization } from "../core/contract/authorization.ts";
import { JWT_ALGORITHMS } from "../core/contract/jwt-algorithms.ts";
import type { Arguments, OptionTable } from "./arguments.ts";
import { oauthOptions, readOAuth, readOAuthClient } from "./oauth-options.ts";
import { secretOf } from "./secret.ts";
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
  ...oauthOptions,
  "jwt-key": {
    type: "string",
    value: "@FILE|env:NAME",
    text: "Make a JWT with this key (PEM, JWK, a service account's JSON, or a shared secret) and send it as Bearer; with --oauth-token-url it is exchanged for a token.",
  },
  "jwt-passphrase": {
    type: "string",
    value: "@FILE|env:NAME",
    text: "What opens the key when its PEM is encrypted.",
  },
  "jwt-algorithm": {
    type: "string",
    value: JWT_ALGORITHMS.join("|"),
    text: "How the JWT is signed; RS256 unless told.",
  },
  "jwt-claims": { type: "string", value: "JSON", text: "The claims of the JWT; iat and exp are added." },
  "jwt-header": {
    type: "string",
    value: "JSON",
    text: 'What stands in its header besides, such as {"kid": "1"}.',
  },
};

/** The credentials that the options ask for; undefined when there are none. Throws `usage` for more than one way. */
export function readAuthorization(given: Arguments): Authorization | undefined {
  const ways = ["bearer", "basic", "api-key", "oauth-token-url", "jwt-key"].filter(
    (name) => given.text(name) !== undefined,
  );
  const isExchanged = ways.join() === "oauth-token-url,jwt-key";
  if (ways.length > 1 && !isExchanged) {
    throw usageError(
      `${ways.map((name) => `--${name}`).join(" and ")} exclude each other.`,
      "Give one of them.",
    );
  }
  refuseLonely(given, ways);
  if (isExchanged) return readAssertion(given);
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
      return { ...readRecipe(given), kind: "jwt" };
    default:
      return undefined;
  }
}

/** Options that say more of one way to prove who calls, and nothing without it. */
const NEEDED: readonly (readonly [prefix: string, needed: string])[] = [
  ["oauth-", "oauth-token-url"],
  ["jwt-", "jwt-key"],
  ["api-key-", "api-key"],
];

function refuseLonely(given: Arguments, ways: readonly string[]): void {
  for (const [prefix, needed] of NEEDED) {
    if (ways.includes(needed)) continue;
    const names = Object.keys(authorizationOptions).filter((name) => name.startsWith(prefix));
    const lonely = names.find((name) => given.texts(name).length > 0);
    if (lonely === undefined) continue;
    throw usageError(`--${lonely} says nothing without --${needed}.`, `Add --${needed}, or leave it out.`);
  }
}

function readAssertion(given: Arguments): Authorization {
  const lonely = ["oauth-authorization-url", "oauth-redirect-port"].find(
    (name) => given.text(name) !== undefined,
  );
  if (lonely !== undefined) {
    throw usageError(
      `--${lonely} says nothing with --jwt-key: a key needs no consent.`,
      "Leave one of the two out.",
    );
  }
  return { ...readOAuthClient(given), ...readRecipe(given), kind: "oauth2-jwt" };
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

function readRecipe(given: Arguments): Omit<Extract<Authorization, { readonly kind: "jwt" }>, "kind"> {
  const algorithm = given.text("jwt-algorithm") ?? "RS256";
  const header = given.text("jwt-header");
  const known = JWT_ALGORITHMS.find((name) => name === algorithm);
  if (known === undefined) {
    throw usageError(
      `--jwt-algorithm does not know "${algorithm}".`,
      `Known are ${JWT_ALGORITHMS.join(", ")}.`,
    );
  }
  if (known.startsWith("HS") && given.text("jwt-passphrase") !== undefined) {
    throw usageError(
      `--jwt-passphrase says nothing with ${known}: its key is a shared secret, which nothing locks.`,
      "Leave it out, or choose the algorithm of the private key.",
    );
  }
  return {
    algorithm: known,
    key: secretOf(given, "jwt-key"),
    ...(given.text("jwt-passphrase") === undefined ? {} : { passphrase: secretOf(given, "jwt-passphrase") }),
    claims: given.text("jwt-claims") ?? "{}",
    ...(header === undefined ? {} : { header }),
  };
}
