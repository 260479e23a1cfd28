/** One message over every channel, as a real process. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { CHANNEL_KINDS, type ChannelKind } from "../../core/contract/channels.ts";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";
import { type SampleProcess, startSampleProcess } from "./sample-process.ts";

let sample: SampleProcess;
beforeAll(async () => {
  await ensureBuilt();
  sample = await startSampleProcess();
});
afterAll(() => sample?.stop());

const getModel = "samples.vision.v1.ModelService/GetModel";

function words(channel: ChannelKind, method: string, body: string, ...more: string[]): string[] {
  const target = channel === "grpc" ? sample.grpc : channel === "http-json" ? sample.http : sample.web;
  return ["call", target, method, "--channel", channel, "--reflect", sample.grpc, "-d", body, ...more];
}

describe("call --channel", () => {
  it.each(CHANNEL_KINDS)("%s", async (channel) => {
    const more = channel === "http-protobuf" ? ["--content-type", "application/proto"] : [];
    const outcome = await runByteglass(words(channel, getModel, '{"name":"models/general-v2"}', ...more));
    expect([outcome.exit, outcome.stderr]).toEqual([0, ""]);
    expect(JSON.parse(outcome.stdout)).toMatchObject({ name: "models/general-v2", displayName: "General" });
  });

  it.each<ChannelKind>(["connect", "grpc-web", "http-json"])("--http-version 2 over %s", async (channel) => {
    const web = channel === "http-json" ? "connect" : channel;
    const { stdout } = await runByteglass(
      words(web, getModel, '{"name":"models/general-v2"}', "--http-version", "2", "--json"),
    );
    expect(JSON.parse(stdout).connection.protocol).toBe("h2c");
  });

  it("http-protobuf takes any method and path", async () => {
    const more = ["--http-method", "put", "--path", "/nowhere?x=1", "--json"];
    const { exit, stdout } = await runByteglass(words("http-protobuf", getModel, '{"name":"n"}', ...more));
    const { http, status } = JSON.parse(stdout);
    expect(exit).not.toBe(0);
    expect([http.method, http.url, status.httpStatus]).toEqual(["PUT", `${sample.web}/nowhere?x=1`, 404]);
  });

  it.each<ChannelKind>(["connect", "connect-json", "grpc-web"])(
    "an error over %s has its details",
    async (channel) => {
      const { exit, stderr } = await runByteglass(words(channel, getModel, '{"name":"models/none"}'));
      expect(exit).toBe(69);
      expect(stderr).toMatch(/^error: NOT_FOUND \(5.*\): There is no model "models\/none"\./);
      expect(stderr).toContain("google.rpc.ResourceInfo");
      expect(stderr).toContain("Something the request names does not exist.");
    },
  );

  it.each<[string[], string, string]>([
    [
      ["--http-version", "3"],
      '--http-version needs 1.1 or 2, not "3".',
      "Leave it out to let TLS agree on one.",
    ],
    [
      ["--path", "/x"],
      "--http-method, --path and --content-type are for --channel http-protobuf.",
      "On connect the protocol decides them: leave them out.",
    ],
  ])("%j is refused", async (more, message, hint) => {
    const { exit, stderr } = await runByteglass(words("connect", getModel, "{}", ...more));
    expect([exit, stderr]).toEqual([2, `error: ${message}\nhint: ${hint}\n`]);
  });
});
