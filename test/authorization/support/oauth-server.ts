/** A small OAuth 2 server on loopback: client credentials, refresh, the code flow with PKCE, and JWT bearer assertions. */
import { createHash, type KeyObject, randomUUID, verify } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import { createServer as createSecure } from "node:https";
import type { AddressInfo } from "node:net";
import type { TlsOptions } from "node:tls";

export interface RunningOAuthServer {
  readonly tokenUrl: string;
  readonly authorizationUrl: string;
  /** Forms that the token endpoint was sent, with the credentials of the header as `authorization`. */
  readonly forms: Readonly<Record<string, string>>[];
  /** Public RSA keys of those who may ask with an assertion, by its `iss`. */
  readonly keys: Map<string, KeyObject>;
  /** Seconds that the next tokens live. */
  lifetime: number;
  readonly stop: () => void;
}

const jwtBearer = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/** The claims of a JWT, unchecked. */
export function claimsOf(token: string): Readonly<Record<string, unknown>> {
  const [, claims = ""] = token.split(".");
  return claims === "" ? {} : JSON.parse(Buffer.from(claims, "base64url").toString("utf8"));
}

function splitSignature(token: string): readonly [text: string, signature: string] {
  const dot = token.lastIndexOf(".");
  return [token.slice(0, Math.max(0, dot)), token.slice(dot + 1)];
}

export const CLIENT = { id: "client a", secret: "s3cr:t/ü" };

/** The name that the outside knows a server on loopback by, which the certificate is for. */
export interface OutsideName {
  readonly name: string;
  readonly tls: TlsOptions;
}

/** Starts it. A person who opens the authorization page consents at once. */
export async function startOAuthServer(outside?: OutsideName): Promise<RunningOAuthServer> {
  const codes = new Map<string, { readonly challenge: string; readonly redirect: string }>();
  const refreshes = new Set<string>();
  const keys = new Map<string, KeyObject>();
  const forms: Record<string, string>[] = [];
  const serve = (request: IncomingMessage, response: ServerResponse): void => {
    const url = new URL(request.url ?? "/", "http://127.0.0.1");
    if (url.pathname === "/authorize") consent(url, response);
    else grant(request, response).catch(() => response.destroy());
  };
  const server = outside === undefined ? createServer(serve) : createSecure(outside.tls, serve);

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
    const claims = claimsOf(form["assertion"] ?? "");
    if (claims["target_audience"] !== undefined) {
      const audience = {
        aud: claims["target_audience"],
        exp: Math.floor(Date.now() / 1000) + running.lifetime,
      };
      const token = Buffer.from(JSON.stringify(audience)).toString("base64url");
      response.writeHead(200, { "content-type": "application/json" });
      response.end(JSON.stringify({ id_token: `e30.${token}.` }));
      return;
    }
    const renews = !["client_credentials", jwtBearer].includes(form["grant_type"] ?? "");
    const refresh = renews ? `refresh-${randomUUID()}` : undefined;
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
      case jwtBearer:
        return isAccepted(form["assertion"] ?? "") ? undefined : "invalid_grant";
      default:
        return "unsupported_grant_type";
    }
  }

  /** RFC 7523, 3: the signature of its issuer, made for this server, and not past its end. */
  function isAccepted(assertion: string): boolean {
    const { iss, aud, exp, iat } = claimsOf(assertion);
    const key = keys.get(String(iss));
    const [text, signature = ""] = splitSignature(assertion);
    if (key === undefined || aud !== running.tokenUrl || Number(exp) - Number(iat) > 3600) return false;
    const isSigned = verify("sha256", Buffer.from(text), key, Buffer.from(signature, "base64url"));
    return isSigned && Number(exp) * 1000 > Date.now();
  }

  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  const origin = outside === undefined ? `http://127.0.0.1:${port}` : `https://${outside.name}:${port}`;
  const running: RunningOAuthServer = {
    tokenUrl: `${origin}/token`,
    authorizationUrl: `${origin}/authorize?audience=api`,
    forms,
    keys,
    lifetime: 3600,
    stop: () => {
      server.close();
      server.closeAllConnections();
    },
  };
  return running;
}
