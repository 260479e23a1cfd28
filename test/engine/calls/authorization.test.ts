import { afterAll, beforeAll, expect, it } from "vitest";
import type { Authorization } from "../../../core/contract/authorization.ts";
import { createEngine } from "../../../core/engine.ts";
import {
  CLIENT,
  type RunningOAuthServer,
  startOAuthServer,
} from "../../authorization/support/oauth-server.ts";
import { startConnectProxy } from "../../channels/support/proxy-server.ts";

let oauth: RunningOAuthServer;
beforeAll(async () => {
  oauth = await startOAuthServer();
});
afterAll(() => oauth?.stop());

const scope = () => ({
  request: [
    { name: "url", value: oauth.tokenUrl },
    { name: "id", value: CLIENT.id },
    { name: "secret", value: CLIENT.secret },
    { name: "page", value: oauth.authorizationUrl },
  ],
});
const client: Authorization = {
  kind: "oauth2-client",
  tokenUrl: "{{url}}",
  clientId: "{{id}}",
  clientSecret: "{{secret}}",
};

it("a token is asked for with the values of variables, kept and shown under them", async () => {
  const engine = createEngine();
  const asked = { authorization: client, scope: scope() };
  expect(await engine.tokenState(asked)).toMatchObject({ state: "none" });
  expect(await engine.renewToken({ operationId: "1", ...asked })).toMatchObject({ state: "valid" });
  expect(oauth.forms.at(-1)?.["grant_type"]).toBe("client_credentials");
  const { metadata } = await engine.previewCredentials(asked);
  expect(metadata).toEqual([{ name: "authorization", value: expect.stringMatching(/^Bearer ••••••/) }]);
  await engine.forgetToken(asked);
  expect(await engine.tokenState(asked)).toMatchObject({ state: "none" });
  await engine.close();
});

it("consent is asked for on the page that a variable names", async () => {
  const engine = createEngine();
  const authorization: Authorization = {
    kind: "oauth2-code",
    authorizationUrl: "{{page}}",
    tokenUrl: "{{url}}",
    clientId: "public",
  };
  const { url } = await engine.beginConsent({ operationId: "2", authorization, scope: scope() });
  expect(url.startsWith(oauth.authorizationUrl)).toBe(true);
  await fetch(url);
  expect(await engine.finishConsent({ operationId: "2" })).toMatchObject({ state: "valid", renews: true });
  await engine.close();
});

it("a token is asked for through the proxy of the connection, which variables may name", async () => {
  const proxy = await startConnectProxy({ refuse: 403 });
  const engine = createEngine();
  const asked = {
    authorization: { ...client, tokenUrl: "https://far.invalid/token" },
    way: { proxy: { kind: "url" as const, url: "{{proxy}}" } },
    scope: { request: [...scope().request, { name: "proxy", value: `http://127.0.0.1:${proxy.port}` }] },
  };
  await expect(engine.renewToken({ operationId: "3", ...asked })).rejects.toMatchObject({
    code: "unreachable",
    message: expect.stringContaining(`The proxy http://127.0.0.1:${proxy.port} did not connect`),
    steps: [{ kind: "set-proxy" }],
  });
  expect(proxy.asked).toEqual(["CONNECT far.invalid:443"]);
  proxy.stop();
  await engine.close();
});

it("a variable without a value is told", async () => {
  const engine = createEngine();
  const asked = { authorization: client, scope: { request: [] } };
  await expect(engine.previewCredentials(asked)).rejects.toMatchObject({
    code: "usage",
    message: "3 variables have no value; nothing was sent.",
  });
  await engine.close();
});
