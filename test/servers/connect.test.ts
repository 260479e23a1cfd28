/** connect-node: gRPC by another implementation in Node, beside Connect and gRPC-Web, on HTTP/2 without TLS. */
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallRequest, ChannelKind } from "../../core/contract/params.ts";
import { ensureBuilt } from "../cli/build-cli.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { type Caller, openCaller } from "./support/caller.ts";
import {
  mirrorFolder as folder,
  type RunningConnect,
  mirrorService as service,
  startConnect,
} from "./support/mirror-connect.ts";
import { lines } from "./support/terminal.ts";

let server: RunningConnect;
let older: RunningConnect;
let target = "";

beforeAll(async () => {
  await ensureBuilt();
  server = await startConnect(2);
  older = await startConnect(1);
  target = server.target;
});
afterAll(() => {
  server?.stop();
  older?.stop();
});

describe("a server of connect-node", () => {
  const call = (method: string, body: string, ...more: string[]) =>
    runByteglass([
      "call",
      target,
      `${service}/${method}`,
      "--proto",
      "mirror.proto",
      "-I",
      folder,
      "-d",
      body,
      ...more,
    ]);

  const answers: readonly (readonly [string, string, string])[] = [
    [
      "Echo",
      '{"int64Value": "-9007199254740993", "chosenNull": null}',
      '{\n  "int64Value": "-9007199254740993",\n  "chosenNull": null\n}\n',
    ],
    ["Count", '{"count": 2}', '{}\n{"number":"1"}\n'],
    ["Sum", '{"number": 1} {"number": "9007199254740992"}', '{\n  "number": "9007199254740993"\n}\n'],
    ["Double", '{"number": 1} {"number": -2}', '{"number":"2"}\n{"number":"-4"}\n'],
  ];
  const protocols = ["grpc", "grpc-web", "connect", "connect-json"] as const;
  const over = (channel: string): string[] =>
    channel === "grpc" ? [] : ["--channel", channel, "--http-version", "2"];

  it.each(protocols.flatMap((channel) => answers.map((answer) => [channel, ...answer] as const)))(
    "over %s answers %s",
    async (channel, method, body, expected) => {
      expect(lines(await call(method, body, ...over(channel)))).toEqual([0, expected]);
    },
  );

  it("says that it speaks HTTP/2 only", async () => {
    const [exit, , error] = lines(await call("Echo", "{}", "--channel", "connect"));
    expect(exit).toBe(78);
    expect(error).toContain("The answer was HTTP/2.");
  });

  it.each(protocols)("over %s ends with an error, its details and its metadata", async (channel) => {
    const { exit, stdout } = await call("Fail", '{"message": "too late: é"}', "--json", ...over(channel));
    const { status, headers, trailers } = JSON.parse(stdout);
    expect([exit, status.name, status.message, status.details]).toEqual([
      74,
      "ABORTED",
      "too late: é",
      [{ typeUrl: "type.googleapis.com/google.protobuf.Duration", value: "3s" }],
    ]);
    // A unary error of Connect has its metadata in the headers.
    expect([...headers, ...trailers]).toContainEqual({ name: "x-tried", value: "twice" });
  });

  it("does not have what it was not given", async () => {
    const [exit, , error] = lines(await call("Reflect", "{}"));
    expect([exit, error]).toEqual([76, `error: UNIMPLEMENTED (12): ${service}.Reflect is not implemented`]);
  });

  it("answers reflection, which it does not have, with HTTP 404", async () => {
    const [exit, stdout, error] = lines(await runByteglass(["list", target]));
    expect([exit, stdout, error]).toEqual([
      2,
      "",
      expect.stringMatching(/^error: The server offers no reflection: .*HTTP 404.*v1alpha.*HTTP 404/),
    ]);
  });
});

describe("a server of connect-node, by the engine", () => {
  let caller: Caller;
  beforeAll(async () => {
    caller = await openCaller({
      kind: "proto",
      files: [join(folder, "mirror.proto")],
      importPaths: [folder],
    });
  });
  afterAll(() => caller.close());

  const ask = (
    to: string,
    channel: ChannelKind,
    method: string,
    bodies: readonly string[],
    more: Partial<CallRequest> = {},
  ) => caller.call(to, `${service}/${method}`, bodies, { channel, ...more });

  const version2 = { http: { version: "2" as const } };
  const ways: readonly (readonly [string, ChannelKind, Partial<CallRequest>])[] = [
    ["grpc", "grpc", {}],
    ["grpc-web over HTTP/2", "grpc-web", version2],
    ["grpc-web over HTTP/1.1", "grpc-web", {}],
    ["connect over HTTP/2", "connect", version2],
    ["connect over HTTP/1.1", "connect", {}],
    ["connect-json over HTTP/2", "connect-json", version2],
    ["connect-json over HTTP/1.1", "connect-json", {}],
  ];
  const at = (channel: ChannelKind, more: Partial<CallRequest>): string =>
    channel === "grpc" || more.http !== undefined ? server.target : older.target;

  describe.each(ways)("%s", (_name, channel, more) => {
    it.each<[string, readonly string[], readonly unknown[]]>([
      ["Echo", ['{"stringValue": "é"}'], [{ stringValue: "é" }]],
      ["Count", ['{"count": 3}'], [{}, { number: "1" }, { number: "2" }]],
      ["Sum", ['{"number": 1}', '{"number": "9007199254740992"}'], [{ number: "9007199254740993" }]],
    ])("%s", async (method, bodies, expected) => {
      const { code, message, messages } = await ask(at(channel, more), channel, method, bodies, more);
      expect([code, message, messages]).toEqual([0, "", expected]);
    });

    it("compresses a request and reads a compressed answer", async () => {
      const text = "x".repeat(5000);
      const answer = await ask(at(channel, more), channel, "Echo", [`{"stringValue": "${text}"}`], {
        ...more,
        options: { compression: "gzip" },
      });
      const transfers = answer.record.events.flatMap((event) =>
        event.kind === "message-sent" || event.kind === "message-received" ? [event.transfer] : [],
      );
      expect([answer.message, answer.messages]).toEqual(["", [{ stringValue: text }]]);
      expect(transfers).toMatchObject([{ encoding: "gzip" }, { encoding: "gzip" }]);
    });

    it("tells the server its deadline, and ends with it", async () => {
      const { code } = await ask(at(channel, more), channel, "Metadata", ['{"count": 1}'], {
        ...more,
        deadline: 1000,
      });
      expect(code).toBe(4);
    });

    it("ends a stream by its deadline, with what came until then", async () => {
      const { code, messages, record } = await ask(
        at(channel, more),
        channel,
        "Count",
        ['{"count": 2000000000}'],
        { ...more, deadline: 2000 },
      );
      expect(code).toBe(4);
      expect(record.receivedCount).toBeGreaterThan(0);
      // A record tells the first hundred; a busy machine may not get that far.
      expect(messages.length).toBe(Math.min(100, record.receivedCount));
    });

    it("carries metadata, and an authority of one's own", async () => {
      const { messages } = await caller.call(at(channel, more), `${service}/Metadata`, ["{}"], {
        ...more,
        channel,
        metadata: [{ name: "x-Asked", value: "yes" }],
        server: {
          target: at(channel, more),
          security: { mode: "auto" },
          connection: { authority: "tenant.example", userAgent: "mine/1" },
        },
      });
      const [{ entries }] = messages as [{ entries: { name: string; value: string }[] }];
      const seen = Object.fromEntries(
        entries.map(({ name, value }) => [name, Buffer.from(value, "base64").toString()]),
      );
      expect(seen).toMatchObject({ "x-asked": "yes", "user-agent": expect.stringContaining("mine/1") });
      const { latestAuthority } = at(channel, more) === server.target ? server : older;
      expect(latestAuthority()).toBe("tenant.example");
    });
  });

  it.each<[ChannelKind, Partial<CallRequest>]>([
    ["grpc", {}],
    ["grpc-web", version2],
    ["connect", version2],
    ["connect-json", version2],
  ])("%s doubles as it goes", async (channel, more) => {
    const answer = await ask(server.target, channel, "Double", ['{"number": 1}', '{"number": -2}'], more);
    expect([answer.code, answer.messages]).toEqual([0, [{ number: "2" }, { number: "-4" }]]);
  });
});
