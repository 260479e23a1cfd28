import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { authorize, createTokenStore, maskSecret, runCodeFlow } from "../../core/authorization/index.ts";
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

describe("what no header carries", () => {
  it.each<[Authorization, string, string]>([
    [
      { kind: "api-key", name: "bad name", value: "k", in: "header" },
      "The name “bad name” of the API key is no name of a header.",
      "name",
    ],
    [
      { kind: "api-key", name: "k", value: "a\nb", in: "header" },
      "The API key has a character that a header cannot carry: U+000A at character 2.",
      "value",
    ],
    [
      { kind: "bearer", token: "abc\u200b" },
      "The token has a character that a header cannot carry: U+200B at character 4.",
      "token",
    ],
  ])("%j is refused at its field", async (authorization, message, field) => {
    await expect(headersOf(authorization)).rejects.toMatchObject({
      code: "usage",
      message,
      steps: [{ kind: "set-credentials", field }],
    });
  });

  it("goes into a query all the same", async () => {
    const key: Authorization = { kind: "api-key", name: "my key", value: "“k”", in: "query" };
    await expect(authorize(key, createTokenStore())).resolves.toMatchObject({
      query: [{ name: "my key", value: "“k”" }],
    });
  });
});

describe("what is empty", () => {
  it.each<[Authorization, string]>([
    [{ kind: "bearer", token: "" }, "The token of the credentials is empty."],
    [
      { kind: "api-key", name: "", value: "k", in: "header" },
      "The name of the API key of the credentials is empty.",
    ],
    [{ kind: "api-key", name: "k", value: "", in: "query" }, "The API key of the credentials is empty."],
    [
      { kind: "basic", username: "", password: "" },
      "The user name and the password of the credentials are empty.",
    ],
    [
      { kind: "oauth2-client", tokenUrl: "", clientId: "a" },
      "The token endpoint of the credentials is empty.",
    ],
    [
      { kind: "oauth2-client", tokenUrl: "https://a.test", clientId: "" },
      "The client id of the credentials is empty.",
    ],
  ])("%j is refused before anything is sent", async (authorization, message) => {
    await expect(headersOf(authorization)).rejects.toMatchObject({
      code: "usage",
      message,
      steps: [{ kind: "set-credentials" }],
    });
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
      /^The token endpoint http:\/\/127\.0\.0\.1:\d+\/token gave no token: HTTP 400, invalid_client\.$/,
    ],
    ["unreachable", { tokenUrl: "http://127.0.0.1:1/token" }, /did not answer: connect ECONNREFUSED/],
    ["usage", { tokenUrl: "http://api.example/token" }, /is not https: secrets would travel in the open/],
    ["usage", { tokenUrl: "nonsense" }, /is no URL/],
  ])("is %s with %j", async (code, more, message) => {
    await expect(headersOf(client(more))).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
      steps: [{ kind: "set-credentials" }],
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
    runCodeFlow(flow(more), (url) => void fetch(url).catch(() => undefined), { signal });

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

  it("forgets a refresh token that was taken back, and wants consent anew", async () => {
    const store = createTokenStore();
    store.keep(flow(), { accessToken: "old", refreshToken: "taken back", expiresAt: 0 });
    await expect(headersOf(flow(), store)).rejects.toMatchObject({ steps: [{ kind: "get-token" }] });
    expect(store.kept(flow())).toBeUndefined();
    expect(server.forms.map((form) => form["grant_type"])).toEqual(["refresh_token"]);
  });

  it("tells the page what the server wants to know besides", async () => {
    const pages: string[] = [];
    await runCodeFlow(
      flow({
        parameters: [
          { name: "audience", value: "other" },
          { name: "client_id", value: "not this" },
        ],
      }),
      (url) => {
        pages.push(url);
        fetch(url).catch(() => undefined);
      },
      { signal: new AbortController().signal },
    );
    const { searchParams: query } = new URL(pages[0] ?? "");
    expect([query.getAll("audience"), query.getAll("client_id")]).toEqual([["other"], ["public"]]);
    expect(server.forms[0]).toMatchObject({ audience: "other" });
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
      { signal: stop.signal },
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
  ["", "••••••"],
  ["short", "••••••"],
  ["a-token-of-many-characters", "••••••ters"],
])("%s is shown as %s", (secret, shown) => {
  expect(maskSecret(secret)).toBe(shown);
});
