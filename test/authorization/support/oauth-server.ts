/** A small OAuth 2 server on loopback: client credentials, refresh, and the code flow with PKCE. */
import { createHash, randomUUID } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface RunningOAuthServer {
  readonly tokenUrl: string;
  readonly authorizationUrl: string;
  /** Forms that the token endpoint was sent, with the credentials of the header as `authorization`. */
  readonly forms: Readonly<Record<string, string>>[];
  /** Seconds that the next tokens live. */
  lifetime: number;
  readonly stop: () => void;
}

export const CLIENT = { id: "client a", secret: "s3cr:t/ü" };

/** Starts it. A person who opens the authorization page consents at once. */
export async function startOAuthServer(): Promise<RunningOAuthServer> {
  const codes = new Map<string, { readonly challenge: string; readonly redirect: string }>();
  const refreshes = new Set<string>();
  const forms: Record<string, string>[] = [];
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/authorize") consent(url, response);
    else grant(request, response).catch(() => response.destroy());
  });

  function consent({ searchParams: query }: URL, response: ServerResponse): void {
    const redirect = query.get("redirect_uri") ?? "";
    const back = new URL(redirect);
    back.searchParams.set("state", query.get("state") ?? "");
    if (query.get("scope") === "forbidden") back.searchParams.set("error", "access_denied");
    else {
      const code = randomUUID();
      codes.set(code, { challenge: query.get("code_challenge") ?? "", redirect });
      back.searchParams.set("code", code);
    }
    response.writeHead(302, { location: back.href }).end();
  }

  async function grant(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = "";
    for await (const chunk of request) text += String(chunk);
    const { authorization } = request.headers;
    const form: Record<string, string> = Object.fromEntries(new URLSearchParams(text));
    if (authorization !== undefined) {
      form["authorization"] = Buffer.from(authorization.slice(6), "base64").toString("utf8");
    }
    forms.push(form);
    const refused = refusalOf(form);
    if (refused !== undefined) {
      response.writeHead(400, { "content-type": "application/json" }).end(JSON.stringify({ error: refused }));
      return;
    }
    const refresh = form["grant_type"] === "client_credentials" ? undefined : `refresh-${randomUUID()}`;
    if (refresh !== undefined) refreshes.add(refresh);
    const answer = {
      access_token: `token-${randomUUID()}`,
      token_type: "Bearer",
      expires_in: running.lifetime,
    };
    response.writeHead(200, { "content-type": "application/json" });
    response.end(JSON.stringify(refresh === undefined ? answer : { ...answer, refresh_token: refresh }));
  }

  function refusalOf(form: Readonly<Record<string, string>>): string | undefined {
    const encoded = new URLSearchParams([[CLIENT.id, CLIENT.secret]]).toString().replace("=", ":");
    const inBody = form["client_id"] === CLIENT.id;
    switch (form["grant_type"]) {
      case "client_credentials":
        return form["authorization"] === encoded || (inBody && form["client_secret"] === CLIENT.secret)
          ? undefined
          : "invalid_client";
      case "refresh_token":
        return refreshes.has(form["refresh_token"] ?? "") ? undefined : "invalid_grant";
      case "authorization_code": {
        const known = codes.get(form["code"] ?? "");
        codes.delete(form["code"] ?? "");
        const challenge = createHash("sha256")
          .update(form["code_verifier"] ?? "")
          .digest("base64url");
        return known?.challenge === challenge && known.redirect === form["redirect_uri"]
          ? undefined
          : "invalid_grant";
      }
      default:
        return "unsupported_grant_type";
    }
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const origin = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const running: RunningOAuthServer = {
    tokenUrl: `${origin}/token`,
    authorizationUrl: `${origin}/authorize?audience=api`,
    forms,
    lifetime: 3600,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return running;
}
