/** Options for OAuth 2: client credentials, and the code flow with PKCE. */
import type { Authorization } from "../core/contract/authorization.ts";
import type { Arguments, OptionTable } from "./arguments.ts";
import { secretOf } from "./secret.ts";
import { usageError } from "./usage-error.ts";

/** What an OAuth 2 server is asked with. */
export const oauthOptions: OptionTable = {
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
  "oauth-parameter": {
    type: "string",
    multiple: true,
    value: "NAME=VALUE",
    text: "OAuth 2: another parameter of the request, such as audience=…. May be repeated.",
  },
  "oauth-client-in": {
    type: "string",
    value: "header|body",
    text: "OAuth 2: where the client names itself; the header (Basic) unless told.",
  },
  "oauth-redirect-port": {
    type: "string",
    value: "N",
    text: "OAuth 2: the port on 127.0.0.1 that the redirect comes to; any that is free unless told.",
  },
};

type OAuthClient = Omit<Extract<Authorization, { readonly kind: "oauth2-client" }>, "kind">;

/** The credentials; with an authorization page they are those of the code flow. Throws `usage`. */
export function readOAuth(given: Arguments): Authorization {
  const client = readOAuthClient(given);
  if (client.clientId === "") throw usageError("OAuth 2 needs a client.", "Add --oauth-client-id.");
  const authorizationUrl = given.text("oauth-authorization-url");
  const redirectPort = readRedirectPort(given);
  if (authorizationUrl === undefined) return { kind: "oauth2-client", ...client };
  return {
    kind: "oauth2-code",
    authorizationUrl,
    ...client,
    ...(redirectPort === undefined ? {} : { redirectPort }),
  };
}

/** What the token endpoint is asked with; the client is empty where none is named. Throws `usage`. */
export function readOAuthClient(given: Arguments): OAuthClient {
  const scope = given.text("oauth-scope");
  const parameters = readParameters(given);
  return {
    tokenUrl: given.text("oauth-token-url") ?? "",
    clientId: given.text("oauth-client-id") ?? "",
    ...(given.text("oauth-client-secret") === undefined
      ? {}
      : { clientSecret: secretOf(given, "oauth-client-secret") }),
    ...(scope === undefined ? {} : { scope }),
    ...(parameters.length === 0 ? {} : { parameters }),
    ...(readPlace(given) === "body" ? { credentialsIn: "body" as const } : {}),
  };
}

function readParameters(given: Arguments): { name: string; value: string }[] {
  return given.texts("oauth-parameter").map((text) => {
    const [, name, value] = /^([^=]+)=(.*)$/s.exec(text) ?? [];
    if (name !== undefined && value !== undefined) return { name, value };
    throw usageError(`The parameter "${text}" has no name or no value.`, "Write it as NAME=VALUE.");
  });
}

function readPlace(given: Arguments): "header" | "body" {
  const place = given.text("oauth-client-in") ?? "header";
  if (place === "header" || place === "body") return place;
  throw usageError(`--oauth-client-in does not know "${place}".`, "Write header or body.");
}

function readRedirectPort(given: Arguments): number | undefined {
  const text = given.text("oauth-redirect-port");
  if (text === undefined) return undefined;
  const port = /^\d{1,5}$/.test(text) ? Number(text) : 0;
  if (port >= 1 && port <= 65_535) return port;
  throw usageError(`--oauth-redirect-port does not understand "${text}".`, "Write a port from 1 to 65535.");
}
