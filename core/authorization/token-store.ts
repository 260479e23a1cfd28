/** OAuth 2 tokens by what they were asked with: in memory alone, until they end. */
import { createHash } from "node:crypto";
import { ByteglassError } from "../error.ts";
import { jwtBearerGrant } from "./assertion.ts";
import { type OAuthClient, requestToken, type Token, type TokenQuestion } from "./token-endpoint.ts";

/** ms before its end from which a token is no longer used. */
const MARGIN = 30_000;
/** Tokens that are kept; the oldest goes first. */
const MAXIMUM_TOKENS = 100;

/** The tokens of one engine. */
export interface TokenStore {
  /**
   * A token that is valid: one that is kept, one that its refresh token gives, or, for a flow without a person, a new
   * one. Rejects with `unauthorized` when a person has to consent first.
   */
  tokenOf(client: OAuthClient, question?: TokenQuestion): Promise<Token>;
  /** The token that is kept, valid or not. */
  kept(client: OAuthClient): Token | undefined;
  keep(client: OAuthClient, token: Token): void;
  forget(client: OAuthClient): void;
}

/** A store without a token. */
export function createTokenStore(): TokenStore {
  const tokens = new Map<string, Token>();
  const asking = new Map<string, Promise<Token>>();

  function keep(client: OAuthClient, token: Token): void {
    const key = keyOf(client);
    tokens.delete(key);
    tokens.set(key, token);
    for (const oldest of tokens.keys()) {
      if (tokens.size <= MAXIMUM_TOKENS) break;
      tokens.delete(oldest);
    }
  }

  async function renew(client: OAuthClient, question: TokenQuestion): Promise<Token> {
    const refreshToken = tokens.get(keyOf(client))?.refreshToken;
    if (refreshToken === undefined) {
      const token = await requestToken(client, clientGrant(client), question);
      keep(client, token);
      return token;
    }
    const grant = { grant_type: "refresh_token", refresh_token: refreshToken };
    try {
      const token = { refreshToken, ...(await requestToken(client, grant, question)) };
      keep(client, token);
      return token;
    } catch (thrown) {
      if (!(thrown instanceof ByteglassError) || thrown.code !== "unauthorized") throw thrown;
      // A refresh token that was taken back would be refused for ever.
      tokens.delete(keyOf(client));
      return await renew(client, question);
    }
  }

  async function tokenOf(client: OAuthClient, question: TokenQuestion = {}): Promise<Token> {
    const found = tokens.get(keyOf(client));
    if (found !== undefined && isValid(found)) return found;
    // Calls at the same time share one question, where it goes the same way.
    const key = JSON.stringify([keyOf(client), question.way]);
    const running = asking.get(key) ?? renew(client, question).finally(() => asking.delete(key));
    asking.set(key, running);
    return await running;
  }

  return {
    tokenOf,
    kept: (client) => tokens.get(keyOf(client)),
    keep,
    forget: (client) => tokens.delete(keyOf(client)),
  };
}

function clientGrant(client: OAuthClient): Readonly<Record<string, string>> {
  if (client.kind === "oauth2-client") return { grant_type: "client_credentials" };
  if (client.kind === "oauth2-jwt") return jwtBearerGrant(client);
  throw new ByteglassError(
    "unauthorized",
    "There is no token yet: someone has to consent in a browser first.",
    {
      hint: "Get the token in the request's Auth tab (in a terminal, byteglass call prints the address to open).",
      steps: [{ kind: "get-token" }],
    },
  );
}

function isValid({ expiresAt }: Token): boolean {
  return expiresAt === undefined || expiresAt - MARGIN > Date.now();
}

/** Nothing in the key can be read back. */
function keyOf(client: OAuthClient): string {
  return createHash("sha256").update(JSON.stringify(client)).digest("base64");
}
