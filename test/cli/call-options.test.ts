import { execFileSync } from "node:child_process";
import { generateKeyPairSync } from "node:crypto";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import {
  CLIENT,
  claimsOf,
  type RunningOAuthServer,
  startOAuthServer,
} from "../authorization/support/oauth-server.ts";
import { makeTestCertificates } from "../channels/support/certificates.ts";
import { type RunningProxy, startConnectProxy } from "../channels/support/proxy-server.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let sample: SampleProcess;
let oauth: RunningOAuthServer;
let proxy: RunningProxy;
let folder: string;

beforeAll(async () => {
  await ensureBuilt();
  [sample, oauth, proxy] = await Promise.all([startSampleProcess(), startOAuthServer(), startConnectProxy()]);
  folder = await mkdtemp(join(tmpdir(), "byteglass-options-"));
});
afterAll(async () => {
  oauth?.stop();
  proxy?.stop();
  await sample?.stop();
  await rm(folder, { recursive: true, force: true });
});

const predict = "samples.vision.v1.VisionService/Predict";
const message = '{"modelId": "general-v2", "inputs": [{"image": {"url": "https://example.test/cat.jpg"}}]}';
const call = (...words: string[]) => runByteglass(["call", sample.grpc, predict, "-d", message, ...words]);

describe("-v tells the connection", () => {
  it("in plaintext, step by step, with what was compressed", async () => {
    const { exit, stderr } = await call("-v", "--compress", "gzip");
    expect(exit).toBe(0);
    expect(stderr).toMatch(/^connection 127\.0\.0\.1:\d+, h2c/m);
    expect(stderr).toMatch(/^ {2}TCP +✓ +[\d.]+ \+[\d.]+ ms/m);
    expect(stderr).toMatch(/^ {2}SETTINGS +.*initialWindowSize/m);
    expect(stderr).toMatch(/^ {2}sent #1 gzip \d+ B, \d+ B unpacked$/m);
  });

  it("and what stood around the messages, credentials as dots", async () => {
    const { exit, stderr } = await call("-v", "-H", "X-Who: me", "--bearer", "s3cret-token-of-mine");
    expect(exit).toBe(0);
    expect(stderr).toMatch(/^request\n(?: {2}\S+: .*\n)* {2}x-who: me\n/m);
    expect(stderr).toMatch(/^ {2}authorization: Bearer ••••••mine$/m);
    expect(stderr).toMatch(/^headers\n(?: {2}\S+: .*\n)*trailers\n {2}grpc-status: 0$/m);
    expect(stderr).not.toContain("s3cret");
  });

  it("and the request line of HTTP", async () => {
    const words = ["call", sample.http, "samples.vision.v1.ModelService/GetModel", "--channel", "http-json"];
    const given = [...words, "--reflect", sample.grpc, "-d", '{"name": "models/general-v2"}', "-v"];
    expect((await runByteglass(given)).stderr).toMatch(/^request GET \S*\/v1\/models\/general-v2\n/m);
  });

  it("over TLS, with the certificates", async () => {
    const words = ["call", sample.grpcTls, predict, "-d", message, "--tls", "--insecure", "-v"];
    const { exit, stderr } = await runByteglass(words);
    expect(exit).toBe(0);
    expect(stderr).toMatch(/^ {2}TLS +✓ .*TLSv1\.3, h2/m);
    expect(stderr).toMatch(
      /^ {2}certificate for 127\.0\.0\.1: not trusted: its authority is not known here$/m,
    );
  });

  it("through a proxy, where every connection goes", async () => {
    const { exit, stderr } = await call("-v", "--proxy", `http://127.0.0.1:${proxy.port}`);
    expect(exit).toBe(0);
    expect(stderr).toContain(`through http://127.0.0.1:${proxy.port}`);
    expect(new Set(proxy.asked)).toEqual(new Set([`CONNECT ${sample.grpc}`]));
  });
});

describe("a proxy", () => {
  it("that asks for a client certificate gets the one for it, for reflection, calls and probes", async () => {
    const { good, ca, caFile, clientCertFile, clientKeyFile } = await makeTestCertificates();
    const asking = await startConnectProxy({ tls: { ...good, requestCert: true, ca } });
    const proxied = ["--proxy", `https://localhost:${asking.port}`, "--proxy-cacert", caFile];
    const certified = [...proxied, "--proxy-cert", clientCertFile, "--proxy-key", clientKeyFile];
    const given = ["call", sample.grpc, predict, "-d", message, "-v"];
    const called = await runByteglass([...given, ...certified]);
    const probed = await runByteglass(["probe", sample.grpc, ...certified]);
    const asked = [...asking.asked];
    const refused = await runByteglass([...given, ...proxied]);

    asking.stop();
    expect([called.exit, called.stderr]).toEqual([
      0,
      expect.stringMatching(/^ {2}proxy TLS +✓.* TLSv1\.3, with a client certificate$/m),
    ]);
    expect([probed.exit, new Set(asked)]).toEqual([0, new Set([`CONNECT ${sample.grpc}`])]);
    expect([refused.exit, refused.stderr]).toEqual([
      78,
      expect.stringMatching(
        /^hint: Give the client certificate for the proxy and its key \(--proxy-cert FILE --proxy-key FILE\), /m,
      ),
    ]);

    expect(asking.asked.length).toBe(asked.length);
  });

  it("of https is spoken to with TLS, and checked by the system's authorities or its own", async () => {
    const { good, caFile } = await makeTestCertificates();
    const secured = await startConnectProxy({ tls: good });
    const words = ["-v", "--proxy", `https://localhost:${secured.port}`];
    const given = ["call", sample.grpc, predict, "-d", message, ...words];
    const trusting = await runByteglass(given, { env: { SSL_CERT_FILE: caFile } });
    const named = await runByteglass([...given, "--proxy-cacert", caFile]);
    const unchecked = await runByteglass([...given, "--proxy-insecure"]);
    const doubting = await runByteglass(given);
    secured.stop();
    expect([named.exit, named.stderr]).toEqual([0, expect.not.stringContaining("warning")]);
    expect([unchecked.exit, unchecked.stderr]).toEqual([
      0,
      expect.stringContaining("warning: --proxy-insecure accepts any certificate"),
    ]);
    expect([trusting.exit, trusting.stderr]).toEqual([0, expect.stringMatching(/^ {2}proxy TLS +✓/m)]);
    expect([doubting.exit, doubting.stderr]).toEqual([
      78,
      expect.stringContaining(`TLS with the proxy https://localhost:${secured.port} failed`),
    ]);
  });

  it.each([
    ["http_proxy", "http://far.invalid:5000"],
    ["ALL_PROXY", "http://far.invalid:5000"],
  ])("of %s is used and named, and its refusal is the end", async (variable, target) => {
    const refusing = await startConnectProxy({ refuse: 403 });
    const address = `http://127.0.0.1:${refusing.port}`;
    const { exit, stderr } = await runByteglass(["list", target], { env: { [variable]: address } });
    refusing.stop();
    expect([exit, stderr.split("\n")[0]]).toEqual([
      78,
      `error: The proxy ${address} (${variable}) did not connect to far.invalid:5000: HTTP 403 Refused: no.`,
    ]);
    expect(refusing.asked).toEqual(["CONNECT far.invalid:5000"]);
  });
});

describe("a client certificate in PKCS#12", () => {
  it.each(["-keypbe AES-256-CBC", "-legacy"])("is read as it was written: %s", async (how) => {
    const bundle = join(folder, `client${how.replaceAll(" ", "")}.p12`);
    const files = ["-in", sample.clientCert, "-inkey", sample.clientKey, "-out", bundle];
    execFileSync("openssl", ["pkcs12", "-export", ...how.split(" "), ...files, "-passout", "pass:sesame"]);
    const tls = ["--tls", "--cacert", sample.ca, "--pkcs12", bundle, "--passphrase"];
    const words = ["call", sample.grpcMtls, predict, "-d", "-"];
    const opened = await runByteglass([...words, ...tls, "sesame"], { stdin: message });
    const closed = await runByteglass([...words, ...tls, "wrong"], { stdin: message });
    expect([opened.exit, closed.exit, closed.stderr.split("\n")[0]]).toEqual([
      0,
      78,
      `error: The passphrase does not open ${bundle}.`,
    ]);
    expect(opened.stdout).toContain("SUCCESS");
  });
});

describe("credentials are sent, and shown masked", () => {
  const secret = "a-secret-of-many-characters";
  it.each<[string, () => Promise<string[]>]>([
    ["--bearer", async () => ["--bearer", secret]],
    [
      "--bearer @FILE",
      async () => {
        await writeFile(join(folder, "token"), `${secret}\n`);
        return ["--bearer", `@${join(folder, "token")}`];
      },
    ],
    ["--bearer env:", async () => ["--bearer", "env:BYTEGLASS_TEST_TOKEN"]],
  ])("%s", async (_name, words) => {
    const given = ["call", sample.grpc, predict, "-d", message, "--json", ...(await words())];
    const { exit, stdout } = await runByteglass(given, { env: { BYTEGLASS_TEST_TOKEN: secret } });
    expect(exit).toBe(0);
    const { requestHeaders } = JSON.parse(stdout) as { requestHeaders: object[] };
    expect(requestHeaders).toContainEqual({ name: "authorization", value: "Bearer ••••••ters" });
    expect(stdout).not.toContain(secret);
  });

  it("OAuth 2 asks for one token for reflection and call", async () => {
    const client = ["--oauth-client-id", CLIENT.id, "--oauth-client-secret", CLIENT.secret];
    const { exit, stderr, stdout } = await call("--json", "--oauth-token-url", oauth.tokenUrl, ...client);
    expect([exit, stderr]).toEqual([0, expect.not.stringContaining("error")]);
    expect(stdout).toMatch(/Bearer ••••••/);
    expect(oauth.forms.length).toBe(1);
  });

  it("OAuth 2 tells the server what else it wants to know, and names the client in the body", async () => {
    oauth.forms.length = 0;
    const client = ["--oauth-client-id", CLIENT.id, "--oauth-client-secret", CLIENT.secret];
    const more = ["--oauth-client-in", "body", "--oauth-parameter", "audience=a=b"];
    const { exit } = await call("--oauth-token-url", oauth.tokenUrl, ...client, ...more);
    expect([exit, oauth.forms]).toEqual([
      0,
      [expect.objectContaining({ client_id: CLIENT.id, client_secret: CLIENT.secret, audience: "a=b" })],
    ]);
  });

  it("an API key in the query is for the call alone: reflection has no query", async () => {
    const { exit, stdout } = await runByteglass([
      ...[
        "call",
        sample.http,
        "samples.vision.v1.ModelService/GetModel",
        "-d",
        '{"name": "models/general-v2"}',
      ],
      ...["--channel", "http-json", "--reflect", sample.grpc, "--json"],
      ...["--api-key", `key=${secret}`, "--api-key-in", "query"],
    ]);
    expect(stdout).toContain("key=••••••ters");
    expect([exit, stdout]).toEqual([expect.anything(), expect.not.stringContaining(secret)]);
  });

  it.each([
    ["call", [predict, "-d", message]],
    ["list", []],
    ["health", []],
    ["compare", [predict, "-d", message, "--channels", "grpc,grpc", "-n", "1"]],
  ])("OAuth 2 with consent prints the address to open, once, and waits: %s", async (command, more) => {
    const words = ["--oauth-token-url", oauth.tokenUrl, "--oauth-authorization-url", oauth.authorizationUrl];
    let opened = false;
    const { exit, stderr } = await runByteglass(
      [command, sample.grpc, ...more, ...words, "--oauth-client-id", "public"],
      {
        onStart: (child) =>
          child.stderr?.on("data", (text: string) => {
            const url = /^http:\S+$/m.exec(String(text))?.[0];
            if (url === undefined || opened) return;
            opened = true;
            fetch(url).catch(() => undefined);
          }),
      },
    );
    expect([exit, stderr.split("Open this address in a browser").length]).toEqual([0, 2]);
  });

  describe("a key that is locked", () => {
    const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
    const locked = pair.privateKey
      .export({ type: "pkcs1", format: "pem", cipher: "aes-256-cbc", passphrase: "sesame" })
      .toString();
    const account = JSON.stringify({ private_key: locked, client_email: "robot@project.test" });
    const file = async (name: string, text: string) => {
      await writeFile(join(folder, name), text);
      return `@${join(folder, name)}`;
    };

    it("signs with its passphrase, which stands nowhere", async () => {
      const words = ["--jwt-key", await file("locked.pem", locked), "--json"];
      const { exit, stdout } = await call(...words, "--jwt-passphrase", await file("pass", "sesame\n"));
      expect(exit).toBe(0);
      expect(stdout).toMatch(/Bearer ••••••/);
    });

    it.each([
      [[], "The key of the JWT is locked with a passphrase."],
      [["--jwt-passphrase", "wrong"], "The passphrase does not open the key of the JWT."],
    ])("is refused with %j", async (words, message) => {
      const { exit, stderr } = await call("--jwt-key", await file("locked.pem", locked), ...words);
      expect([exit, stderr.split("\n")[0]]).toEqual([2, `error: ${message}`]);
    });

    it("of a service account is exchanged for a token", async () => {
      oauth.keys.set("robot@project.test", pair.publicKey);
      oauth.forms.length = 0;
      const words = ["--jwt-key", await file("account.json", account), "--jwt-passphrase", "sesame"];
      const asked = ["--oauth-token-url", oauth.tokenUrl, "--oauth-scope", "a b"];
      expect((await call(...words, ...asked)).exit).toBe(0);
      expect(oauth.forms).toHaveLength(1);
      expect(claimsOf(oauth.forms[0]?.["assertion"] ?? "")).toMatchObject({ scope: "a b" });
    });
  });

  it("a refused client ends with 80, the exit status of UNAUTHENTICATED", async () => {
    const client = ["--oauth-client-id", CLIENT.id, "--oauth-client-secret", "wrong"];
    const { exit, stderr } = await call("--oauth-token-url", oauth.tokenUrl, ...client);
    expect(exit).toBe(80);
    expect(stderr).toMatch(/^error: The token endpoint .* gave no token: HTTP 400, invalid_client\.$/m);
  });
});

describe("bounds", () => {
  it("on what is sent", async () => {
    const { exit, stderr } = await call("--max-send-size", "10");
    expect([exit, stderr]).toEqual([72, expect.stringContaining("larger than the bound of 10 bytes")]);
  });
  it("on what is received", async () => {
    const { exit, stderr } = await call("--max-receive-size", "10");
    expect([exit, stderr]).toEqual([72, expect.stringContaining("larger than the bound of 10 bytes")]);
  });
});

describe("-bin metadata", () => {
  it.each([
    ["x-a-bin: hex:08 96 01", "CJYB"],
    ["x-a-bin: CJYB", "CJYB"],
    ['x-a-bin: json:samples.vision.v1.Concept: {"name": "a"}', "CgFh"],
  ])("%s travels as %s", async (header, value) => {
    const { stdout } = await call("--json", "-H", header);
    const { requestHeaders } = JSON.parse(stdout) as { requestHeaders: object[] };
    expect(requestHeaders).toContainEqual({ name: "x-a-bin", value });
  });

  it.each([
    ["x-a-bin: hex:08 9", "The value of “x-a-bin” is no hex: 08 9"],
    ["x-a-bin: json:a.B:{}", "The schema has no message a.B, which the value of “x-a-bin” is to be."],
  ])("%s is refused", async (header, message) => {
    const { exit, stderr } = await call("-H", header, "--protoset", "dist/proto-samples/samples.binpb");
    expect([exit, stderr]).toEqual([2, expect.stringContaining(message)]);
  });

  it("that is no base64 is refused for itself, and not as a failure of reflection", async () => {
    const { exit, stderr } = await call("-H", "x-a-bin: %%%");
    expect([exit, stderr.split("\n").slice(0, 2)]).toEqual([
      2,
      [
        "error: The value of “x-a-bin” is not base64, which a name that ends in -bin needs.",
        "hint: Give the bytes as base64, or choose a name that does not end in -bin.",
      ],
    ]);
  });
});

describe("options that do not fit are refused before anything is sent", () => {
  it.each<[string[], string | RegExp]>([
    [["--proxy", "http://a", "--no-proxy"], "--proxy and --no-proxy exclude each other."],
    [["--record", ""], "call: --record is empty; expected --record=FILE."],
    [["--user-agent", ""], "call: --user-agent is empty; expected --user-agent=NAME/VERSION."],
    [["--binding", "1"], "--binding is for --channel http-json, not for grpc."],
    [
      ["--proxy", "http://a", "--proxy-cacert", "ca.pem"],
      "--proxy-cacert is for an https:// proxy, and this one is spoken to without TLS.",
    ],
    [
      ["--no-proxy", "--proxy-cacert", "ca.pem"],
      "--proxy-cacert is for an https:// proxy, and there is none.",
    ],
    [
      ["--proxy", "http://a", "--proxy-cert", "a.pem", "--proxy-key", "b.pem"],
      "--proxy-cert is for an https:// proxy, and this one is spoken to without TLS.",
    ],
    [["--proxy", "https://a", "--proxy-cert", "a.pem"], "--proxy-cert and --proxy-key belong together."],
    [["--proxy", "https://a", "--proxy-passphrase", "x"], "--proxy-passphrase has no key to open."],
    [["--compress", "zstd"], '--compress does not know "zstd".'],
    [["--max-send-size", "much"], '--max-send-size does not understand "much".'],
    [["--retry", "1"], '--retry does not understand "1".'],
    [["--keepalive-idle"], "Keepalive has no time between two pings."],
    [["--bearer", "a", "--basic", "b:c"], "--bearer and --basic exclude each other."],
    [["--bearer", "env:NOT_SET_AT_ALL"], "--bearer: the environment has no NOT_SET_AT_ALL."],
    [["--bearer", ""], "--bearer is empty."],
    [["--cacert", "ca.pem"], /^--cacert is for TLS, and 127\.0\.0\.1:\d+ is spoken to in plaintext\.$/],
    [["--pkcs12", "a.p12", "--plaintext"], /^--pkcs12 is for TLS, /],
    [["--basic", "me"], "--basic has no colon between user and password."],
    [["--oauth-client-id", "me"], "--oauth-client-id says nothing without --oauth-token-url."],
    [["--bearer", "a", "--jwt-claims", "{}"], "--jwt-claims says nothing without --jwt-key."],
    [["--jwt-key", "a", "--jwt-algorithm", "none"], '--jwt-algorithm does not know "none".'],
    [["--jwt-key", "a"], "The key of the JWT cannot be read."],
    [
      [..."--jwt-key a --jwt-algorithm HS256 --jwt-passphrase b".split(" ")],
      "--jwt-passphrase says nothing with HS256: its key is a shared secret, which nothing locks.",
    ],
    [["--jwt-passphrase", "a"], "--jwt-passphrase says nothing without --jwt-key."],
    [
      [..."--jwt-key a --oauth-token-url b --oauth-authorization-url c".split(" ")],
      "--oauth-authorization-url says nothing with --jwt-key: a key needs no consent.",
    ],
    [["--api-key", "k=v", "--api-key-in", "query"], "The channel grpc has no query to put the API key into."],
  ])("%j", async (words, expected) => {
    const { exit, stderr } = await call(...words);
    const said = stderr.split("\n")[0]?.replace(/^error: /, "");
    const wanted = typeof expected === "string" ? expected : expect.stringMatching(expected);
    expect([exit, said]).toEqual([2, wanted]);
  });
});
