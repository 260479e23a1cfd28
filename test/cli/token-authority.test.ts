/** The authority of `--cacert` counts for token endpoints, beside the system's; `--insecure` does not hold for them. */
import { afterAll, beforeAll, beforeEach, expect, it } from "vitest";
import { CLIENT, type RunningOAuthServer, startOAuthServer } from "../authorization/support/oauth-server.ts";
import { makeTestCertificates, type TestCertificates } from "../channels/support/certificates.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let company: TestCertificates;
let web: TestCertificates;
let sample: SampleProcess;
let tokens: RunningOAuthServer;

beforeAll(async () => {
  await ensureBuilt();
  [company, web] = await Promise.all([makeTestCertificates(), makeTestCertificates()]);
  sample = await startSampleProcess();
  tokens = await startOAuthServer({ name: "localhost", tls: company.good });
});
afterAll(async () => {
  tokens?.stop();
  await sample?.stop();
});
beforeEach(() => {
  tokens.forms.length = 0;
});

const run = (command: string, words: readonly string[], systemFile = "") =>
  runByteglass(
    [
      ...[command, sample.grpc, "--oauth-token-url", tokens.tokenUrl],
      ...["--oauth-client-id", CLIENT.id, "--oauth-client-secret", CLIENT.secret, ...words],
    ],
    { env: { SSL_CERT_FILE: systemFile } },
  );

it.each(["health", "list"])(
  "%s: the authority that is named vouches for the token endpoint",
  async (command) => {
    const { exit, stderr } = await run(command, ["--cacert", company.caFile]);
    expect([exit, stderr, tokens.forms.length]).toEqual([0, "", 1]);
  },
);

it("the system's authorities count, too, where another is named", async () => {
  const { exit, stderr } = await run("health", ["--cacert", web.caFile], company.caFile);
  expect([exit, stderr, tokens.forms.length]).toEqual([0, "", 1]);
});

it("a check that is off for the server is on for the token endpoint, which is said with what to do", async () => {
  const { exit, stderr } = await run("health", ["--insecure"]);
  expect([exit, tokens.forms]).toEqual([78, []]);
  expect(stderr).toContain(
    `error: The token endpoint ${tokens.tokenUrl} was not asked. The certificate of ${new URL(tokens.tokenUrl).host} was issued by an authority that is not trusted here: `,
  );
  expect(stderr).toMatch(
    /^hint: If it is a private authority, give .*\(--cacert FILE\).*is not \(--insecure\), since it gets the client's secrets\.$/m,
  );
});

it("--cacert says nothing where both the server and the token endpoint are in plaintext", async () => {
  const words = ["--oauth-token-url", "http://127.0.0.1:1/token", "--oauth-client-id", "a"];
  const { exit, stderr } = await runByteglass(["health", sample.grpc, ...words, "--cacert", company.caFile]);
  expect([exit, stderr.split("\n")[0]]).toEqual([
    2,
    `error: --cacert is for TLS, and ${sample.grpc} is spoken to in plaintext.`,
  ]);
});
