/** The ways to prove who calls, as a person chooses them. Pure. */
import type { Authorization } from "../../core/contract/authorization.ts";

/** Every way, in the order of the list. */
export const AUTHORIZATION_KINDS: readonly (readonly [Authorization["kind"], string])[] = [
  ["none", "None"],
  ["api-key", "API key"],
  ["bearer", "Bearer token"],
  ["basic", "Basic: user and password"],
  ["oauth2-client", "OAuth 2: client credentials"],
  ["oauth2-code", "OAuth 2: consent in a browser (code with PKCE)"],
  ["jwt", "JWT made from a key"],
];

/** Empty credentials of a kind. What both kinds of OAuth 2 share is kept. */
export function emptyAuthorization(kind: Authorization["kind"], before: Authorization): Authorization {
  switch (kind) {
    case "none":
      return { kind };
    case "api-key":
      return { kind, name: "x-api-key", value: "", in: "header" };
    case "bearer":
      return { kind, token: "" };
    case "basic":
      return { kind, username: "", password: "" };
    case "oauth2-client":
      return { ...clientOf(before), kind };
    case "oauth2-code":
      return { authorizationUrl: "", ...clientOf(before), kind };
    case "jwt":
      return { kind, algorithm: "RS256", key: "", claims: '{"sub": "", "aud": ""}' };
  }
}

function clientOf(before: Authorization): { readonly tokenUrl: string; readonly clientId: string } {
  if (before.kind !== "oauth2-client" && before.kind !== "oauth2-code") return { tokenUrl: "", clientId: "" };
  const { tokenUrl, clientId, clientSecret, scope } = before;
  return {
    tokenUrl,
    clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(scope === undefined ? {} : { scope }),
  };
}

/** A text that is left out where it is empty. */
export function optional<Name extends string>(name: Name, text: string): { readonly [K in Name]?: string } {
  return (text === "" ? {} : { [name]: text }) as { readonly [K in Name]?: string };
}
