/** Credentials as what a call carries: metadata, or a parameter of its URL. */
import type { Authorization } from "../contract/authorization.ts";
import type { MetadataEntry } from "../contract/params.ts";
import { requireHeaderName, requireHeaderValue } from "./carried.ts";
import { requireFilled } from "./filled.ts";
import { makeJwt } from "./jwt.ts";
import type { TokenQuestion } from "./token-endpoint.ts";
import type { TokenStore } from "./token-store.ts";

/** What a call carries on top of its own metadata. */
export interface Credentials {
  readonly metadata: readonly MetadataEntry[];
  readonly query: readonly MetadataEntry[];
  /** Texts that must not be shown or kept. */
  readonly secrets: readonly string[];
}

const NONE: Credentials = { metadata: [], query: [], secrets: [] };

/**
 * The credentials of one call. OAuth 2 tokens come from `tokens`, which asks their server only when it has none that is
 * valid. Rejects with a `ByteglassError`: `usage` for what cannot be used, `unauthorized` when no token is to be had.
 */
export async function authorize(
  authorization: Authorization,
  tokens: TokenStore,
  question?: TokenQuestion,
): Promise<Credentials> {
  switch (authorization.kind) {
    case "none":
      return NONE;
    case "api-key": {
      const { name, value } = authorization;
      requireFilled(name, "name of the API key");
      requireFilled(value, "API key");
      const entry = { name, value };
      if (authorization.in === "header") {
        requireHeaderName(name);
        requireHeaderValue(value, "API key", "value");
      }
      return authorization.in === "header"
        ? { metadata: [entry], query: [], secrets: [value] }
        : { metadata: [], query: [entry], secrets: [value, encodeURIComponent(value)] };
    }
    case "bearer":
      requireFilled(authorization.token, "token");
      requireHeaderValue(authorization.token, "token", "token");
      return bearer(authorization.token);
    case "basic":
      requireFilled(`${authorization.username}${authorization.password}`, "user name", "password");
      return header(
        "Basic",
        Buffer.from(`${authorization.username}:${authorization.password}`).toString("base64"),
      );
    case "jwt":
      return bearer(makeJwt(authorization));
    case "oauth2-client":
    case "oauth2-code":
    case "oauth2-jwt":
      return bearer((await tokens.tokenOf(authorization, question)).accessToken);
  }
}

function bearer(token: string): Credentials {
  return header("Bearer", token);
}

function header(scheme: string, secret: string): Credentials {
  return {
    metadata: [{ name: "authorization", value: `${scheme} ${secret}` }],
    query: [],
    secrets: [secret],
  };
}
