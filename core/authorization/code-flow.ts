/** OAuth 2 with a person's consent: the code flow with PKCE (RFC 7636) and a redirect to this machine (RFC 8252). */
import { createHash, randomBytes } from "node:crypto";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import type { Authorization } from "../contract/authorization.ts";
import { ByteglassError } from "../error.ts";
import { requireFilled } from "./filled.ts";
import { requestToken, requireSafeUrl, type Token, type TokenQuestion } from "./token-endpoint.ts";

/** What the flow is made with. */
export type CodeFlow = Extract<Authorization, { readonly kind: "oauth2-code" }>;

/** ms that a person has. */
const CONSENT_TIMEOUT = 5 * 60 * 1000;
const CALLBACK = "/callback";

/**
 * Listens on loopback, tells the address that the person has to open in a browser, waits for the redirect and changes
 * its code for a token. Nothing is opened here. Rejects with a `ByteglassError`: `unauthorized` when consent is refused,
 * `timeout` after five minutes, `cancelled` by the signal.
 */
export async function runCodeFlow(
  flow: CodeFlow,
  onAddress: (url: string) => void,
  { way, signal }: TokenQuestion & { readonly signal: AbortSignal },
): Promise<Token> {
  requireFilled(flow.clientId, "client id");
  requireSafeUrl(flow.tokenUrl, "token endpoint");
  const page = requireSafeUrl(flow.authorizationUrl, "authorization page");
  const verifier = randomBytes(48).toString("base64url");
  const state = randomBytes(24).toString("base64url");
  const server = createServer();
  try {
    const port = await listen(server, flow.redirectPort ?? 0);
    const redirect = `http://127.0.0.1:${port}${CALLBACK}`;
    const code = waitForCode(server, state, signal);
    onAddress(addressOf(page, flow, { redirect, state, verifier }));
    const grant = { grant_type: "authorization_code", code: await code, redirect_uri: redirect };
    return await requestToken(flow, { ...grant, code_verifier: verifier }, { way, signal });
  } finally {
    server.close();
    server.closeAllConnections();
  }
}

function addressOf(
  page: URL,
  flow: CodeFlow,
  { redirect, state, verifier }: Readonly<Record<"redirect" | "state" | "verifier", string>>,
): string {
  const url = new URL(page);
  const challenge = createHash("sha256").update(verifier).digest("base64url");
  const query: Readonly<Record<string, string>> = {
    response_type: "code",
    client_id: flow.clientId,
    redirect_uri: redirect,
    state,
    code_challenge: challenge,
    code_challenge_method: "S256",
    ...(flow.scope === undefined || flow.scope === "" ? {} : { scope: flow.scope }),
  };
  // Servers that want to know the audience want to know it from the start.
  for (const { name, value } of flow.parameters ?? []) url.searchParams.set(name, value);
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value);
  return url.href;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once("error", (cause) => {
      reject(
        new ByteglassError("usage", `The port ${port} for the redirect cannot be had: ${cause.message}.`, {
          hint: "Choose another port that the server allows as a redirect, or none.",
          cause,
        }),
      );
    });
    server.listen(port, "127.0.0.1", () => resolve((server.address() as AddressInfo).port));
  });
}

function waitForCode(server: Server, state: string, signal: AbortSignal): Promise<string> {
  const waited = new Promise<string>((resolve, reject) => {
    const stop = (error: ByteglassError): void => {
      clearTimeout(timer);
      reject(error);
    };
    const timer = setTimeout(
      () =>
        stop(
          new ByteglassError("timeout", "No consent came within five minutes.", { hint: "Ask once more." }),
        ),
      CONSENT_TIMEOUT,
    );
    const onAbort = (): void => stop(new ByteglassError("cancelled", "The wait for consent was cancelled."));
    signal.addEventListener("abort", onAbort, { once: true });
    if (signal.aborted) onAbort();
    server.on("request", (request, response) => {
      const { pathname, searchParams } = new URL(request.url ?? "/", "http://127.0.0.1");
      const isOurs = pathname === CALLBACK && searchParams.get("state") === state;
      response.writeHead(isOurs ? 200 : 404, {
        "content-type": "text/html; charset=utf-8",
        "content-security-policy": "default-src 'none'",
        connection: "close",
      });
      if (!isOurs) return void response.end("<p>This page belongs to another request for a token.</p>");
      const refused = searchParams.get("error");
      const code = searchParams.get("code");
      response.end(
        `<p>${refused === null ? "Done" : "Refused"}. You can close this page and go back to Byteglass.</p>`,
      );
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
      if (refused === null && code !== null) resolve(code);
      else stop(refusal(refused ?? "no code came", searchParams.get("error_description")));
    });
  });
  // The caller looks at it only after the address was told.
  waited.catch(() => undefined);
  return waited;
}

function refusal(error: string, description: string | null): ByteglassError {
  const said = description === null ? error : `${error}: ${description}`;
  return new ByteglassError("unauthorized", `The server gave no consent: ${said}.`, {
    hint: "Ask once more, and check the client id and the scopes.",
  });
}
