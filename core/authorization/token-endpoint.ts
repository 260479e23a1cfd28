/** The token endpoint of an OAuth 2 server: one POST, one JSON answer (RFC 6749). */
import { type IncomingMessage, request } from "node:http";
import { RouteAgent } from "../channels/route/agent.ts";
import { type Route, readRoute } from "../channels/route/dial.ts";
import { isLoopback } from "../channels/target.ts";
import type { OAuthAuthorization } from "../contract/authorization.ts";
import type { TokenWay } from "../contract/token-way.ts";
import { ByteglassError } from "../error.ts";
import { isJsonObject, type JsonObject, parseJson } from "../json-value.ts";
import { requireFilled } from "./filled.ts";
import { noAnswer } from "./no-answer.ts";
import { tokenMaterial } from "./token-tls.ts";

/** What the OAuth 2 flows share. */
export type OAuthClient = OAuthAuthorization;

/** How a token endpoint is asked. */
export interface TokenQuestion {
  /** That of the server which the token is for. */
  readonly way?: TokenWay | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** A token as it is kept in memory. */
export interface Token {
  readonly accessToken: string;
  readonly refreshToken?: string;
  /** ms since 1970; absent when the server set no end. */
  readonly expiresAt?: number;
  readonly scope?: string;
}

/** Bytes of an answer that are read. */
const ANSWER_BOUND = 1024 * 1024;
/** ms until an answer must have come. */
const ANSWER_TIMEOUT = 30_000;

/**
 * Asks for a token with the parameters of one grant, through the proxy of the connection that it is for, whose authority
 * counts beside the system's. Rejects with a `ByteglassError`: `unauthorized` with the server's own words when it
 * refuses, `unreachable` when it does not answer, `usage` for an endpoint that is no safe URL, `file-unreadable` or `tls`
 * for an authority that cannot be used.
 */
export async function requestToken(
  client: OAuthClient,
  grant: Readonly<Record<string, string>>,
  question: TokenQuestion = {},
): Promise<Token> {
  const isNamed = client.clientId !== "" || client.kind !== "oauth2-jwt" || client.clientSecret !== undefined;
  if (isNamed) requireFilled(client.clientId, "client id");
  const url = requireSafeUrl(client.tokenUrl, "token endpoint");
  const form = new URLSearchParams(grant);
  const { scope = "" } = client;
  // An assertion has its scopes already, or its grant does.
  if (scope !== "" && grant["refresh_token"] === undefined && client.kind !== "oauth2-jwt") {
    form.set("scope", scope);
  }
  for (const { name, value } of client.parameters ?? []) form.append(name, value);
  const inHeader = client.clientSecret !== undefined && client.credentialsIn !== "body";
  if (!inHeader && isNamed) form.set("client_id", client.clientId);
  if (!inHeader && client.clientSecret !== undefined) form.set("client_secret", client.clientSecret);
  const answer = await post(url, form.toString(), inHeader ? basic(client) : undefined, question);
  return readToken(url, answer, client.kind);
}

/** A URL that secrets may travel to: `https`, or `http` on this machine. Throws `usage` for another. */
export function requireSafeUrl(text: string, what: string): URL {
  requireFilled(text, what);
  if (!URL.canParse(text)) {
    throw new ByteglassError("usage", `The ${what} “${text}” is no URL.`, {
      hint: "Write https://host/path.",
      steps: [{ kind: "set-credentials" }],
    });
  }
  const url = new URL(text);
  if (url.protocol === "https:" || (url.protocol === "http:" && isOnThisMachine(url))) return url;
  throw new ByteglassError(
    "usage",
    `The ${what} ${url.origin} is not https: secrets would travel in the open.`,
    {
      hint: "Write https://, or use a server on this machine.",
      steps: [{ kind: "set-credentials" }],
    },
  );
}

function isOnThisMachine({ hostname }: URL): boolean {
  return isLoopback(hostname.replace(/[[\]]/g, ""));
}

/** `client_id` and secret are form-encoded before they are joined (RFC 6749, 2.3.1). */
function basic({ clientId, clientSecret = "" }: OAuthClient): string {
  const encode = (text: string): string => new URLSearchParams({ t: text }).toString().slice(2);
  return `Basic ${Buffer.from(`${encode(clientId)}:${encode(clientSecret)}`).toString("base64")}`;
}

interface Answer {
  readonly status: number;
  readonly text: string;
}

async function post(
  url: URL,
  body: string,
  authorization: string | undefined,
  { way = {}, signal }: TokenQuestion,
): Promise<Answer> {
  const agent = new RouteAgent(routeTo(url, way), undefined, { keepAlive: false });
  try {
    return await exchange(url, agent, body, authorization, signal);
  } catch (cause) {
    if (cause instanceof ByteglassError) throw cause;
    if (signal?.aborted === true)
      throw new ByteglassError("cancelled", "No token was waited for any longer.");
    throw noAnswer(nameOf(url), cause, way);
  } finally {
    agent.destroy();
  }
}

/** A name such as localhost means another machine to a proxy, where the secrets have no business. */
function routeTo(url: URL, { certificateAuthorityFile, ...through }: TokenWay): Route {
  const route = readRoute({
    target: url.origin,
    security: { mode: "auto" },
    connection: isOnThisMachine(url) ? { proxy: { kind: "none" } } : through,
  });
  if (!route.target.tls || certificateAuthorityFile === undefined) return route;
  return { ...route, material: tokenMaterial(route.target.host, certificateAuthorityFile) };
}

function exchange(
  url: URL,
  agent: RouteAgent,
  body: string,
  authorization: string | undefined,
  signal: AbortSignal | undefined,
): Promise<Answer> {
  const bound = AbortSignal.timeout(ANSWER_TIMEOUT);
  return new Promise((resolve, reject) => {
    const asked = request(
      {
        agent,
        method: "POST",
        path: `${url.pathname}${url.search}`,
        signal: signal === undefined ? bound : AbortSignal.any([signal, bound]),
        headers: {
          Host: url.host,
          Accept: "application/json",
          "Content-Type": "application/x-www-form-urlencoded",
          "Content-Length": Buffer.byteLength(body),
          ...(authorization === undefined ? {} : { Authorization: authorization }),
        },
      },
      (response) =>
        readText(response).then((text) => resolve({ status: response.statusCode ?? 0, text }), reject),
    );
    asked.once("error", reject);
    asked.end(body);
  });
}

async function readText(response: IncomingMessage): Promise<string> {
  const parts: Buffer[] = [];
  let length = 0;
  for await (const part of response) {
    const chunk: Buffer = part;
    length += chunk.length;
    if (length > ANSWER_BOUND) throw new Error("the answer is larger than 1 MiB");
    parts.push(chunk);
  }
  return Buffer.concat(parts).toString("utf8");
}

function readToken(url: URL, { status, text }: Answer, kind: OAuthClient["kind"]): Token {
  const answer = parseObject(text);
  // Google gives an ID token alone for an assertion with a `target_audience`.
  const token = answer["access_token"] ?? (kind === "oauth2-jwt" ? answer["id_token"] : undefined);
  if (status >= 200 && status < 300 && typeof token === "string" && token !== "") {
    const { refresh_token: refresh, expires_in: lifetime, scope } = answer;
    const seconds = Number(lifetime);
    const ends = lifetime === undefined ? endOf(token) : Date.now() + seconds * 1000;
    return {
      accessToken: token,
      ...(typeof refresh === "string" ? { refreshToken: refresh } : {}),
      ...(ends !== undefined && ends > 0 ? { expiresAt: ends } : {}),
      ...(typeof scope === "string" ? { scope } : {}),
    };
  }
  const { error, error_description: description } = answer;
  const said = [error, description].filter((part) => typeof part === "string").join(": ");
  const what = said === "" ? `HTTP ${status} without a token` : `HTTP ${status}, ${said}`;
  throw new ByteglassError("unauthorized", `The token endpoint ${nameOf(url)} gave no token: ${what}.`, {
    hint: hintOf(error, kind),
    steps: [{ kind: "set-credentials" }],
  });
}

/** The end that a token says of itself, as a JWT (RFC 7519), in ms since 1970; undefined for any other token. */
function endOf(token: string): number | undefined {
  const [, claims = ""] = token.split(".");
  const { exp } = parseObject(Buffer.from(claims, "base64url").toString("utf8"));
  return typeof exp === "number" ? exp * 1000 : undefined;
}

/** Without its query, in which a secret may stand. */
function nameOf({ origin, pathname }: URL): string {
  return `${origin}${pathname}`;
}

function hintOf(error: unknown, kind: OAuthClient["kind"]): string {
  switch (error) {
    case "invalid_client":
      return "Check the client id and its secret, and whether the server wants them in the header or in the body.";
    case "invalid_scope":
      return "Check the names of the scopes.";
    case "invalid_grant":
      return kind === "oauth2-jwt"
        ? "The server does not accept the JWT: check the key, its kid, the claims iss, sub and aud, and the clock of this machine."
        : "The code or the refresh token is used up: get a new token.";
    case "unauthorized_client":
    case "unsupported_grant_type":
      return "The server does not allow this client this flow: choose another, or have it allowed.";
    default:
      return typeof error === "string"
        ? "These are the server's own words: check the client, its secret and what else it wants to be asked with."
        : "Check that this is the URL of the token endpoint.";
  }
}

function parseObject(text: string): JsonObject {
  const value = parseJson(text);
  // A page in place of JSON has no token in it, which the caller tells.
  return isJsonObject(value) ? value : {};
}
