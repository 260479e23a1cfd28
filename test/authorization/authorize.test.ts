import { createHmac, generateKeyPairSync, verify } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authorize, createTokenStore, maskSecret, runCodeFlow } from "../../core/authorization/index.ts";
import { makeJwt } from "../../core/authorization/jwt.ts";
import type { Authorization } from "../../core/contract/authorization.ts";
import { CLIENT, type RunningOAuthServer, startOAuthServer } from "./support/oauth-server.ts";

let server: RunningOAuthServer;
beforeAll(async () => {
  server = await startOAuthServer();
});
afterAll(() => server.stop());
beforeEach(() => {
  server.forms.length = 0;
  server.lifetime = 3600;
});

const headersOf = async (authorization: Authorization, store = createTokenStore()) =>
  (await authorize(authorization, store)).metadata.map(({ name, value }) => `${name}: ${value}`);

describe("credentials become metadata", () => {
  it.each<[Authorization, string[]]>([
    [{ kind: "none" }, []],
    [{ kind: "bearer", token: "abc" }, ["authorization: Bearer abc"]],
    [{ kind: "basic", username: "ü", password: "a:b" }, ["authorization: Basic w7w6YTpi"]],
    [{ kind: "api-key", name: "X-Key", value: "k", in: "header" }, ["X-Key: k"]],
    [{ kind: "api-key", name: "key", value: "k", in: "query" }, []],
  ])("%j", async (authorization, expected) => {
    expect(await headersOf(authorization)).toEqual(expected);
  });

  it("an API key becomes a parameter, which is a secret in its encoded form too", async () => {
    const key: Authorization = { kind: "api-key", name: "key", value: "a b", in: "query" };
    const { query, secrets } = await authorize(key, createTokenStore());
    expect({ query, secrets }).toEqual({ query: [{ name: "key", value: "a b" }], secrets: ["a b", "a%20b"] });
  });
});

describe("a JWT", () => {
  const rsa = generateKeyPairSync("rsa", { modulusLength: 2048 });
  const curve = generateKeyPairSync("ec", { namedCurve: "P-256" });
  const pem = (pair: typeof rsa) => pair.privateKey.export({ type: "pkcs8", format: "pem" }).toString();
  const now = 1_700_000_000_000;
  const partsOf = (token: string) => {
    const [header = "", claims = "", signature = ""] = token.split(".");
    const json = (text: string): unknown => JSON.parse(Buffer.from(text, "base64url").toString());
    return { header: json(header), claims: json(claims), signature, text: `${header}.${claims}` };
  };

  it("of HS256 is what an HMAC of it is, with its times", () => {
    const token = makeJwt({ kind: "jwt", algorithm: "HS256", key: "secret", claims: '{"sub": "me"}' }, now);
    const { header, claims, signature, text } = partsOf(token);
    expect(header).toEqual({ alg: "HS256", typ: "JWT" });
    expect(claims).toEqual({ sub: "me", iat: 1_700_000_000, exp: 1_700_000_300 });
    expect(signature).toBe(createHmac("sha256", "secret").update(text).digest("base64url"));
  });

  it.each([
    ["RS256", rsa, undefined],
    ["ES256", curve, "ieee-p1363"],
  ] as const)("of %s passes with the public key", (algorithm, pair, dsaEncoding) => {
    const recipe = {
      kind: "jwt",
      algorithm,
      key: pem(pair),
      claims: '{"exp": 5}',
      header: '{"kid": "1"}',
    } as const;
    const { header, claims, signature, text } = partsOf(makeJwt(recipe, now));
    expect(header).toEqual({ alg: algorithm, typ: "JWT", kid: "1" });
    expect(claims).toEqual({ iat: 1_700_000_000, exp: 5 });
    const key = { key: pair.publicKey, ...(dsaEncoding === undefined ? {} : { dsaEncoding }) };
    expect(verify("sha256", Buffer.from(text), key, Buffer.from(signature, "base64url"))).toBe(true);
  });

  it.each([
    ["RS256", pem(curve), "{}", "RS256 cannot sign with this key: it is of the kind prime256v1."],
    ["ES256", pem(rsa), "{}", "ES256 cannot sign with this key: it is of the kind rsa."],
    ["RS256", "nonsense", "{}", "The key of the JWT cannot be read."],
    ["HS256", "s", "[]", "The claims of the JWT are no JSON object."],
  ] as const)("%s with %s and %s is refused", (algorithm, key, claims, message) => {
    expect(() => makeJwt({ kind: "jwt", algorithm, key, claims })).toThrow(
      expect.objectContaining({ code: "usage", message }),
    );
  });
});

describe("OAuth 2 client credentials", () => {
  const client = (more: object = {}): Extract<Authorization, { kind: "oauth2-client" }> => ({
    kind: "oauth2-client",
    tokenUrl: server.tokenUrl,
    clientId: CLIENT.id,
    clientSecret: CLIENT.secret,
    ...more,
  });

  it("asks once, and again only near the token's end", async () => {
    const store = createTokenStore();
    const [first, second] = await Promise.all([headersOf(client(), store), headersOf(client(), store)]);
    expect(first[0]).toMatch(/^authorization: Bearer token-/);
    expect(second).toEqual(first);
    expect(await headersOf(client(), store)).toEqual(first);
    expect(server.forms.length).toBe(1);
    server.lifetime = 10;
    const short = createTokenStore();
    await headersOf(client(), short);
    await headersOf(client(), short);
    expect(server.forms.length).toBe(3);
  });

  it("names the client in the body where that is wanted, with scope and parameters", async () => {
    const parameters = [{ name: "audience", value: "api" }];
    await headersOf(client({ credentialsIn: "body", scope: "a b", parameters }));
    expect(server.forms).toEqual([
      {
        grant_type: "client_credentials",
        scope: "a b",
        audience: "api",
        client_id: CLIENT.id,
        client_secret: CLIENT.secret,
      },
    ]);
  });

  it.each([
    [
      "unauthorized",
      { clientSecret: "wrong" },
      /^The token endpoint http:\/\/127\.0\.0\.1:\d+ gave no token: HTTP 400, invalid_client\.$/,
    ],
    ["unreachable", { tokenUrl: "http://127.0.0.1:1/token" }, /did not answer: connect ECONNREFUSED/],
    ["usage", { tokenUrl: "http://api.example/token" }, /is not https: secrets would travel in the open/],
    ["usage", { tokenUrl: "nonsense" }, /is no URL/],
  ])("is %s with %j", async (code, more, message) => {
    await expect(headersOf(client(more))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
  });
});

describe("OAuth 2 with consent", () => {
  const flow = (more: object = {}): Extract<Authorization, { kind: "oauth2-code" }> => ({
    kind: "oauth2-code",
    authorizationUrl: server.authorizationUrl,
    tokenUrl: server.tokenUrl,
    clientId: "public",
    ...more,
  });
  const consent = (more: object = {}, signal = new AbortController().signal) =>
    runCodeFlow(flow(more), (url) => void fetch(url).catch(() => undefined), signal);

  it("changes the code of a redirect to loopback for a token, and renews that by itself", async () => {
    server.lifetime = 10;
    const token = await consent();
    const [form] = server.forms;
    expect(form).toMatchObject({ grant_type: "authorization_code", client_id: "public" });
    expect(form?.["redirect_uri"]).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/callback$/);
    const store = createTokenStore();
    store.keep(flow(), token);
    const [header] = await headersOf(flow(), store);
    expect(server.forms.at(-1)).toMatchObject({
      grant_type: "refresh_token",
      refresh_token: token.refreshToken,
    });
    expect(header).not.toContain(token.accessToken);
  });

  it("tells a refusal", async () => {
    await expect(consent({ scope: "forbidden" })).rejects.toMatchObject({
      code: "unauthorized",
      message: "The server gave no consent: access_denied.",
    });
  });

  it("keeps waiting when a redirect belongs to another request", async () => {
    const stop = new AbortController();
    const waiting = runCodeFlow(
      flow(),
      async (url) => {
        const redirect = new URL(new URL(url).searchParams.get("redirect_uri") ?? "");
        redirect.search = "?state=other&code=x";
        expect((await fetch(redirect)).status).toBe(404);
        stop.abort();
      },
      stop.signal,
    );
    await expect(waiting).rejects.toMatchObject({ code: "cancelled" });
  });

  it("wants a person where there is no token", async () => {
    await expect(headersOf(flow())).rejects.toMatchObject({
      code: "unauthorized",
      steps: [{ kind: "get-token" }],
    });
  });
});

it.each([
  ["", "••••••••"],
  ["short", "••••••••"],
  ["a-token-of-many-characters", "••••••••ters"],
])("%s is shown as %s", (secret, shown) => {
  expect(maskSecret(secret)).toBe(shown);
});
