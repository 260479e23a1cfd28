/** Token endpoints are asked through the proxy of the connection that the token is for. */
import { generateKeyPairSync } from "node:crypto";
import { writeFile } from "node:fs/promises";
import { join } from "node:path";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";
import { CLIENT, type RunningOAuthServer, startOAuthServer } from "../authorization/support/oauth-server.ts";
import { makeTestCertificates, type TestCertificates } from "../channels/support/certificates.ts";
import { type RunningProxy, startConnectProxy } from "../channels/support/proxy-server.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

/** What the certificate of the token server is for: no name that this machine could look up. */
const OUTSIDE = "other.example";

let certificates: TestCertificates;
let sample: SampleProcess;
let tokens: RunningOAuthServer;
let near: RunningOAuthServer;
let proxy: RunningProxy;
let secured: RunningProxy;

beforeAll(async () => {
  await ensureBuilt();
  certificates = await makeTestCertificates();
  const { good, otherName } = certificates;
  [sample, tokens, near, proxy, secured] = await Promise.all([
    startSampleProcess(),
    startOAuthServer({ name: OUTSIDE, tls: otherName }),
    startOAuthServer(),
    startConnectProxy({ knows: [OUTSIDE] }),
    startConnectProxy({ tls: good, knows: [OUTSIDE] }),
  ]);
});
afterAll(async () => {
  for (const one of [tokens, near, proxy, secured]) one?.stop();
  await sample?.stop();
});
beforeEach(() => {
  tokens.forms.length = 0;
});

const health = (words: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  runByteglass(["health", sample.grpc, ...words], { env: { SSL_CERT_FILE: certificates.caFile, ...env } });
const client = () => [
  ...["--oauth-token-url", tokens.tokenUrl, "--oauth-client-id", CLIENT.id],
  ...["--oauth-client-secret", CLIENT.secret],
];
const through = (one: RunningProxy, scheme = "http") => ["--proxy", `${scheme}://localhost:${one.port}`];
/** What a proxy was asked for since `from`, without what came twice. */
const askedOf = ({ asked }: RunningProxy, from: number) => new Set(asked.slice(from));
const both = () => new Set([`CONNECT ${sample.grpc}`, `CONNECT ${new URL(tokens.tokenUrl).host}`]);

describe("through --proxy goes", () => {
  it("the grant of a client, and the call", async () => {
    const from = proxy.asked.length;
    const { exit, stdout, stderr } = await health([...client(), ...through(proxy)]);
    expect([exit, stdout, stderr]).toEqual([0, "SERVING\n", ""]);
    expect(tokens.forms).toMatchObject([{ grant_type: "client_credentials" }]);
    expect(askedOf(proxy, from)).toEqual(both());
  });

  it("the grant of a key", async () => {
    const { publicKey, privateKey } = generateKeyPairSync("rsa", { modulusLength: 2048 });
    tokens.keys.set("robot", publicKey);
    const key = join(certificates.directory, "robot.pem");
    await writeFile(key, privateKey.export({ type: "pkcs8", format: "pem" }));
    const words = ["--oauth-token-url", tokens.tokenUrl, "--jwt-key", `@${key}`];
    const from = proxy.asked.length;
    const { exit } = await health([...words, "--jwt-claims", '{"iss": "robot"}', ...through(proxy)]);
    expect([exit, tokens.forms.length]).toEqual([0, 1]);
    expect(askedOf(proxy, from)).toEqual(both());
  });

  it("the code of a consent, whose page is opened in a browser", async () => {
    // A browser has a way of its own: here the page is on this machine.
    const words = ["--oauth-token-url", tokens.tokenUrl, "--oauth-authorization-url", near.authorizationUrl];
    const from = proxy.asked.length;
    let opened = false;
    const { exit, stderr } = await runByteglass(
      ["list", sample.grpc, ...words, "--oauth-client-id", "public", ...through(proxy)],
      {
        env: { SSL_CERT_FILE: certificates.caFile },
        onStart: (child) =>
          child.stderr?.on("data", (text: string) => {
            const url = /^http:\S+$/m.exec(String(text))?.[0];
            if (url === undefined || opened) return;
            opened = true;
            fetch(url).catch(() => undefined);
          }),
      },
    );
    // The code is of the other server, so this one refuses it: in its own words, through the proxy.
    expect([exit, stderr]).toEqual([80, expect.stringContaining(`${tokens.tokenUrl} gave no token`)]);
    expect(tokens.forms).toMatchObject([{ grant_type: "authorization_code" }]);
    expect(askedOf(proxy, from)).toEqual(new Set([`CONNECT ${new URL(tokens.tokenUrl).host}`]));
  });

  it("with the authority that --proxy-cacert names, or with none checked", async () => {
    const words = [...client(), ...through(secured, "https")];
    const named = await health([...words, "--proxy-cacert", certificates.caFile]);
    const unchecked = await health([...words, "--proxy-insecure"]);
    expect([named.exit, unchecked.exit, tokens.forms.length]).toEqual([0, 0, 2]);
  });
});

it("a proxy that asks for a client certificate gets the one for it, for the token endpoint, too", async () => {
  const { good, ca, caFile, clientCertFile, clientKeyFile } = certificates;
  const asking = await startConnectProxy({ tls: { ...good, requestCert: true, ca }, knows: [OUTSIDE] });
  const words = [...client(), ...through(asking, "https"), "--proxy-cacert", caFile];
  const { exit } = await health([...words, "--proxy-cert", clientCertFile, "--proxy-key", clientKeyFile]);
  const refused = await health(words);
  asking.stop();
  expect([exit, refused.exit, tokens.forms.length]).toEqual([0, 78, 1]);
  expect(refused.stderr).toMatch(/^error: The token endpoint \S+ was not asked\. The proxy https:/);
  expect(askedOf(asking, 0)).toEqual(both());
});

describe("nothing goes around a proxy", () => {
  it("that refuses: the token endpoint is not asked, and it is said who refused", async () => {
    const refusing = await startConnectProxy({ refuse: 403 });
    const { exit, stderr } = await health([...client(), ...through(refusing)]);
    refusing.stop();
    const { host } = new URL(tokens.tokenUrl);
    const address = `http://localhost:${refusing.port}`;
    expect([exit, tokens.forms, stderr.split("\n")[0]]).toEqual([
      78,
      [],
      `error: The token endpoint ${tokens.tokenUrl} was not asked. The proxy ${address} did not connect to ${host}: HTTP 403 Refused: no.`,
    ]);
  });

  it("that was named, to that of the environment, which --no-proxy leaves out", async () => {
    const trap = await startConnectProxy({ refuse: 403 });
    const env = { https_proxy: `http://localhost:${trap.port}` };
    const named = await health([...client(), ...through(proxy)], env);
    const askedByNamed = [...trap.asked];
    // No server can have this address: connecting to it fails at once.
    const nowhere = ["--oauth-token-url", "https://255.255.255.255/token", "--oauth-client-id", "a"];
    const direct = await health([...nowhere, "--no-proxy"], env);
    const askedByDirect = [...trap.asked];
    const unsaid = await health(nowhere, env);
    trap.stop();
    expect([named.exit, askedByNamed]).toEqual([0, []]);
    expect([direct.exit, askedByDirect]).toEqual([78, []]);
    expect([unsaid.exit, trap.asked]).toEqual([78, ["CONNECT 255.255.255.255:443"]]);
  });
});

it("an endpoint on this machine is asked directly: to a proxy its name means another machine", async () => {
  const from = proxy.asked.length;
  near.forms.length = 0;
  const words = ["--oauth-token-url", near.tokenUrl, "--oauth-client-id", CLIENT.id];
  const { exit } = await health([...words, "--oauth-client-secret", CLIENT.secret, ...through(proxy)]);
  expect([exit, near.forms.length]).toEqual([0, 1]);
  expect(askedOf(proxy, from)).toEqual(new Set([`CONNECT ${sample.grpc}`]));
});

it("a certificate of a token endpoint that is not known here is told with what counts", async () => {
  const words = [...client(), ...through(proxy)];
  const { exit, stderr } = await health(words, { SSL_CERT_FILE: "" });
  expect([exit, tokens.forms]).toEqual([78, []]);
  expect(stderr).toMatch(/^hint: If it is a private authority, give its certificate .* \(--cacert FILE\)/m);
});
