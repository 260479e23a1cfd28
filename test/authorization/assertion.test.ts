import { generateKeyPairSync } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authorize, createTokenStore } from "../../core/authorization/index.ts";
import type { Authorization } from "../../core/contract/authorization.ts";
import { claimsOf, type RunningOAuthServer, startOAuthServer } from "./support/oauth-server.ts";

const robot = "robot@project.test";
const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const other = generateKeyPairSync("rsa", { modulusLength: 2048 });
const pem = (key: typeof pair, passphrase?: string) =>
  key.privateKey
    .export({ type: "pkcs8", format: "pem", ...(passphrase && { cipher: "aes-256-cbc", passphrase }) })
    .toString();
const account = (key: string) =>
  JSON.stringify({ private_key_id: "k1", private_key: key, client_email: robot });

let server: RunningOAuthServer;
beforeAll(async () => {
  server = await startOAuthServer();
  server.keys.set(robot, pair.publicKey);
});
afterAll(() => server.stop());
beforeEach(() => {
  server.forms.length = 0;
  server.lifetime = 3600;
});

type JwtBearer = Extract<Authorization, { readonly kind: "oauth2-jwt" }>;
const bearer = (more: Partial<JwtBearer> = {}): JwtBearer => ({
  kind: "oauth2-jwt",
  tokenUrl: server.tokenUrl,
  clientId: "",
  algorithm: "RS256",
  key: account(pem(pair)),
  claims: "{}",
  ...more,
});
const tokenFor = async (authorization: Authorization, store = createTokenStore()) =>
  (await authorize(authorization, store)).metadata[0]?.value;

describe("a token for an assertion", () => {
  it("of a service account: who asks, for whom, with its scopes as a claim, and no client", async () => {
    expect(await tokenFor(bearer({ scope: "a b" }))).toMatch(/^Bearer token-/);
    const [form = {}] = server.forms;
    expect(Object.keys(form).sort()).toEqual(["assertion", "grant_type"]);
    const { iat, exp, ...claims } = claimsOf(form["assertion"] ?? "");
    expect(claims).toEqual({ iss: robot, scope: "a b", aud: server.tokenUrl });
    expect(Number(exp) - Number(iat)).toBe(300);
  });

  it("of a key alone has the claims that are given, and its scopes beside it", async () => {
    const key = pem(pair, "p");
    const parameters = [{ name: "audience", value: "api" }];
    const claims = JSON.stringify({ iss: robot, sub: "me" });
    await tokenFor(bearer({ key, passphrase: "p", claims, scope: "a", clientId: "c", parameters }));
    const [form = {}] = server.forms;
    expect(form).toMatchObject({ scope: "a", audience: "api", client_id: "c" });
    expect(claimsOf(form["assertion"] ?? "")).toMatchObject({ iss: robot, sub: "me", aud: server.tokenUrl });
  });

  it("is asked for once, and with a new assertion near its end", async () => {
    const store = createTokenStore();
    const first = await tokenFor(bearer(), store);
    expect(await tokenFor(bearer(), store)).toBe(first);
    server.lifetime = 10;
    const short = createTokenStore();
    await tokenFor(bearer(), short);
    await tokenFor(bearer(), short);
    expect(server.forms.map((form) => form["grant_type"])).toHaveLength(3);
  });

  it("may be an ID token, which says itself when it ends", async () => {
    const store = createTokenStore();
    const asked = bearer({ claims: '{"target_audience": "https://run.test"}' });
    const token = await tokenFor(asked, store);
    expect(claimsOf(token ?? "")).toMatchObject({ aud: "https://run.test" });
    expect(store.kept(asked)?.expiresAt).toBeGreaterThan(Date.now());
  });

  it.each<[string, () => Partial<JwtBearer>, string]>([
    ["unauthorized", () => ({ key: account(pem(other)) }), "invalid_grant"],
    ["unauthorized", () => ({ claims: '{"aud": "https://elsewhere.test"}' }), "invalid_grant"],
    ["usage", () => ({ key: pem(pair, "p") }), "is locked with a passphrase"],
    ["usage", () => ({ tokenUrl: "http://api.example/token" }), "is not https"],
    ["usage", () => ({ tokenUrl: "" }), "The token endpoint of the credentials is empty."],
    ["usage", () => ({ clientSecret: "s" }), "The client id of the credentials is empty."],
  ])("is refused as %s (%#)", async (code, more, message) => {
    await expect(tokenFor(bearer(more()))).rejects.toMatchObject({
      code,
      message: expect.stringContaining(message),
    });
  });

  it("that is refused says what to look at", async () => {
    await expect(tokenFor(bearer({ key: account(pem(other)) }))).rejects.toMatchObject({
      hint: "The server does not accept the JWT: check the key, its kid, the claims iss, sub and aud, and the clock of this machine.",
    });
  });
});
