/** connect-node: gRPC by another implementation in Node, beside Connect and gRPC-Web, on HTTP/2 without TLS. */
import { createServer, type ServerHttp2Session } from "node:http2";
import type { AddressInfo } from "node:net";
import { join } from "node:path";
import { create, type DescService } from "@bufbuild/protobuf";
import { DurationSchema } from "@bufbuild/protobuf/wkt";
import { Code, ConnectError } from "@connectrpc/connect";
import { connectNodeAdapter } from "@connectrpc/connect-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { buildPool, compileProtos } from "../../core/schema/index.ts";
import { ensureBuilt, inFolder } from "../cli/build-cli.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { lines } from "./support/terminal.ts";

const folder = inFolder("test/servers/python");
const service = "byteglass.mirror.v1.Mirror";

interface Numbered {
  readonly number: bigint;
}

/** The service of mirror.proto, but for what it leaves out. */
async function mirrorService(): Promise<DescService> {
  const compiled = await compileProtos({ files: [join(folder, "mirror.proto")], importPaths: [folder] });
  if (!compiled.ok) throw new Error(compiled.findings[0]?.message);
  const found = buildPool([compiled.value]).registry.getService(service);
  if (found === undefined) throw new Error(`There is no ${service}.`);
  return found;
}

const implementation: object = {
  echo: (request: object) => request,
  async *count({ count }: { readonly count: number }) {
    for (let number = 0n; number < count; number++) yield { number };
  },
  async sum(requests: AsyncIterable<Numbered>) {
    let number = 0n;
    for await (const request of requests) number += request.number;
    return { number };
  },
  async *double(requests: AsyncIterable<Numbered>) {
    for await (const { number } of requests) yield { number: number * 2n };
  },
  fail({ message }: { readonly message: string }) {
    const detail = { desc: DurationSchema, value: create(DurationSchema, { seconds: 3n }) };
    throw new ConnectError(message, Code.Aborted, { "x-tried": "twice" }, [detail]);
  },
};

let target = "";
let stop = (): void => undefined;

beforeAll(async () => {
  await ensureBuilt();
  const mirror = await mirrorService();
  const handler = connectNodeAdapter({
    routes: (router) => router.service(mirror, implementation),
  });
  const server = createServer(handler);
  const sessions = new Set<ServerHttp2Session>();
  server.on("session", (session) => sessions.add(session));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  target = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  stop = () => {
    for (const session of sessions) session.destroy();
    server.close();
  };
});
afterAll(() => stop());

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
    expect(error).toContain("The answer is HTTP/2, where HTTP/1.1 was spoken.");
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
    const [exit, , error] = lines(await call("Metadata", "{}"));
    expect([exit, error]).toEqual([76, `error: UNIMPLEMENTED (12): ${service}.Metadata is not implemented`]);
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
