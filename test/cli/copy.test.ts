/** `byteglass copy`: a call in the form of another tool. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { RunningSample } from "../../core/engine.ts";
import { startSampleServer } from "../../proto-samples/server/index.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

const method = "samples.vision.v1.ModelService/GetModel";
const body = '{"name": "models/a"}';
let sample: RunningSample;
beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleServer();
});
afterAll(() => sample.stop());

describe("copy", () => {
  it("writes a grpcurl line without calling anything", async () => {
    const words = ["127.0.0.1:1", method, "-d", body, "-H", "a: b c", "--max-time", "2s", "--as", "grpcurl"];
    expect(await runByteglass(["copy", ...words])).toEqual({
      exit: 0,
      stderr: "",
      stdout: `grpcurl \\
  -plaintext \\
  -H 'a: b c' \\
  -max-time 2 \\
  -d '{"name": "models/a"}' \\
  127.0.0.1:1 ${method}\n`,
    });
  });

  it("writes bytes as the other tool takes them, and tells what it leaves out", async () => {
    const secret = "s3cret-of-many-characters";
    const proxy = `http://me:${secret}@proxy:1`;
    const { stdout, stderr, exit } = await runByteglass([
      ...["copy", "127.0.0.1:1", method, "-d", body, "-H", "a-bin: hex:08 96 01", "--as", "grpcurl", "--tls"],
      ...["--bearer", secret, "--proxy", proxy, "--pkcs12", "a.p12", "--passphrase", secret],
    ]);
    expect([exit, stdout]).toEqual([0, expect.stringContaining("-H 'a-bin: CJYB'")]);
    expect(stderr.split("\n").filter((line) => !line.includes("hint:"))).toEqual([
      "warning: The credentials are not in it: a copy holds no secrets.",
      "warning: Settings of the connection are not in it: the proxy.",
      "warning: The client certificate in a.p12 is not in it.",
      "",
    ]);
    expect(stdout + stderr).not.toContain(secret);
  });

  it("writes the HTTP request of a binding", async () => {
    const { grpc, http } = sample.addresses;
    const words = [http, method, "-d", body, "--channel", "http-json", "--reflect", grpc, "--as", "curl"];
    const { stdout, stderr, exit } = await runByteglass(["copy", ...words]);
    expect({ exit, stderr, stdout }).toEqual({
      exit: 0,
      stderr: "",
      stdout: `curl \\\n  ${http}/v1/models/a\n`,
    });
  });

  it("turns the line of one tool into that of another, and tells what is lost", async () => {
    const line = "grpcurl -plaintext -max-time 2 -d '{}' localhost:1 a.B/C";
    const { stdout, stderr, exit } = await runByteglass([
      "copy",
      "--line",
      line,
      "--as",
      "buf-curl",
      "--json",
    ]);
    expect({ exit, stderr }).toEqual({ exit: 0, stderr: "" });
    expect(JSON.parse(stdout)).toEqual({
      text: "buf curl \\\n  --protocol grpc \\\n  --http2-prior-knowledge \\\n  --data '{}' \\\n  http://localhost:1/a.B/C",
      findings: [expect.objectContaining({ code: "no-deadline" })],
    });
  });
});

describe("copy refuses", () => {
  it.each([
    [["127.0.0.1:1", method], "error: copy needs a form."],
    [["127.0.0.1:1", method, "--as", "wget"], 'error: --as does not know "wget".'],
    [["--as", "curl"], "error: copy needs a TARGET."],
    [["--line", "wget x", "--as", "curl"], "error: The text is no request of a tool that is known here."],
  ])("%j", async (words, message) => {
    const { exit, stdout, stderr } = await runByteglass(["copy", ...words]);
    expect([exit, stdout, stderr.split("\n")[0]]).toEqual([2, "", message]);
  });
});
