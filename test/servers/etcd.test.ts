/** etcd (Go: gRPC without reflection, and grpc-gateway 1 on the same port), by .proto files with import folders. */
import { existsSync, mkdtempSync, rmSync, symlinkSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "../cli/build-cli.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { type Answer, type Caller, openCaller } from "./support/caller.ts";
import {
  etcdFolder,
  etcdMissing,
  etcdProgram,
  etcdSource,
  type RunningEtcd,
  startEtcd,
} from "./support/etcd.ts";
import { describeWith } from "./support/programs.ts";
import { lines } from "./support/terminal.ts";

const folder = etcdFolder;
const files = ["--proto", "api/rpc.proto", "-I", folder];
const channels = ["grpc", "http-json"] as const;

const base64 = (text: string): string => Buffer.from(text).toString("base64");

describeWith("etcd", etcdProgram, etcdMissing, (program) => {
  let etcd: RunningEtcd;
  let target: string;
  let caller: Caller;

  beforeAll(async () => {
    await ensureBuilt();
    etcd = await startEtcd(program);
    target = etcd.target;
    caller = await openCaller(etcdSource);
    await caller.call(target, "etcdserverpb.KV/Put", [`{"key":"${base64("first")}"}`]);
  });
  afterAll(async () => {
    await caller?.close();
    await etcd?.stop();
  });

  const ask = (
    channel: (typeof channels)[number],
    method: string,
    body: string,
    deadline = 10_000,
  ): Promise<Answer> =>
    caller.call(target, `etcdserverpb.${method}`, body === "" ? [] : body.split("\n"), {
      channel,
      deadline,
    });

  describe("in the terminal", () => {
    it("is asked for its schema in vain, in one sentence and a hint", async () => {
      const refused = (version: string) =>
        `grpc.reflection.${version} answered UNIMPLEMENTED, "unknown service grpc.reflection.${version}.ServerReflection"`;
      expect(lines(await runByteglass(["call", target, "etcdserverpb.KV/Range", "-d", "{}"]))).toEqual([
        2,
        "",
        `error: The server offers no reflection: ${refused("v1")}; ${refused("v1alpha")}.`,
        "hint: Give the schema as .proto files (--proto FILE, -I FOLDER for imports) or as a descriptor set (--protoset FILE).",
      ]);
    });

    it("is listed by files all the same", async () => {
      const { exit, stdout, stderr } = await runByteglass(["list", target, ...files]);
      expect([exit, stdout.split("\n").length, stderr.split("\n")]).toEqual([
        0,
        8,
        [
          expect.stringMatching(/^warning: The server offers no reflection: /),
          "    hint: What is shown comes from the other sources alone.",
          "",
        ],
      ]);
    });

    it.each(channels)("puts and gets over %s", async (channel) => {
      const run = (method: string, body: string) =>
        runByteglass([
          "call",
          target,
          `etcdserverpb.KV/${method}`,
          "--channel",
          channel,
          ...files,
          "-d",
          body,
        ]);
      const key = base64(`terminal ${channel}`);
      const header = {
        clusterId: expect.stringMatching(/^\d+$/),
        memberId: expect.stringMatching(/^\d+$/),
        revision: expect.stringMatching(/^\d+$/),
        raftTerm: "2",
      };
      const put = await run("Put", `{"key": "${key}", "value": "/w=="}`);
      expect([put.exit, put.stderr, JSON.parse(put.stdout)]).toEqual([0, "", { header }]);
      const { header: at } = JSON.parse(put.stdout) as { header: { revision: string } };
      const kv = {
        key,
        value: "/w==",
        createRevision: at.revision,
        modRevision: at.revision,
        version: "1",
      };
      const range = await run("Range", `{"key": "${key}", "sortOrder": "ASCEND"}`);
      expect([range.exit, range.stderr, JSON.parse(range.stdout)]).toEqual([
        0,
        "",
        { header: at, kvs: [kv], count: "1" },
      ]);
    });

    it.each([
      ["grpc", "INVALID_ARGUMENT (3)"],
      ["http-json", "INVALID_ARGUMENT (3, HTTP 400)"],
    ])("tells an error over %s", async (channel, name) => {
      const words = ["call", target, "etcdserverpb.KV/Range", "--channel", channel, ...files];
      expect(lines(await runByteglass(words))).toEqual([
        67,
        "",
        `error: ${name}: etcdserver: key is not provided`,
        "  The server refuses the request whatever state it is in: a value in it is wrong.",
        "hint: Check the request against the message and the details.",
      ]);
    });

    it("tells which import is missing, and the folder that has it", async () => {
      const { exit, stdout, stderr } = await runByteglass(["list", "--proto", join(folder, "api/rpc.proto")]);
      const missing = (line: number, file: string) => [
        `  FOLDER/api/rpc.proto, line ${line}, column 1: the import "${file}" was not found. Looked in FOLDER/api and among the bundled google/* files.`,
        `    hint: Add FOLDER as an import path (-I FOLDER): it holds ${file}.`,
      ];
      expect([exit, stdout, stderr.replaceAll(folder, "FOLDER").split("\n")]).toEqual([
        2,
        "",
        [
          "error: No schema could be read from FOLDER/api/rpc.proto.",
          ...missing(6, "api/kv.proto"),
          ...missing(8, "options/marks.proto"),
          "",
        ],
      ]);
    });
  });

  describe("by the engine", () => {
    it.each(channels)("keeps every digit of an id over %s", async (channel) => {
      const ID = channel === "grpc" ? "9223372036854775807" : "9007199254740993";
      const granted = await ask(channel, "Lease/LeaseGrant", `{"TTL":"60","ID":"${ID}"}`);
      expect([granted.message, granted.messages]).toMatchObject(["", [{ ID, TTL: "60" }]]);
      const kept = await ask(channel, "Lease/LeaseKeepAlive", `{"ID":"${ID}"}\n{"ID":"${ID}"}`);
      const alive = expect.objectContaining({ ID, TTL: "60" });
      // Go's HTTP/1.1 reads no more of a request once it answers: the second message may come too late for it.
      const count = channel === "grpc" ? 2 : Math.max(1, kept.messages.length);
      expect([kept.code, kept.messages]).toEqual([0, Array.from({ length: count }, () => alive)]);
    });

    it.each(channels)("watches over %s until the deadline", async (channel) => {
      const key = base64(`watched ${channel}`);
      for (const value of ["a", "b"])
        await ask("grpc", "KV/Put", `{"key":"${key}","value":"${base64(value)}"}`);
      const create = `{"createRequest":{"key":"${key}","startRevision":"1"}}`;
      // A busy machine may need more than the first of these.
      let watched = await ask(channel, "Watch/Watch", create, 700);
      for (const deadline of [3_000, 15_000]) {
        if (watched.messages.length < 2) watched = await ask(channel, "Watch/Watch", create, deadline);
      }
      const { code, messages } = watched;
      const events = ["a", "b"].map((value) => ({ kv: { key, value: base64(value) } }));
      // etcd counts the deadline too, and may end the watch first, by a status of its own making.
      expect([4, 2]).toContain(code);
      expect(messages).toMatchObject([{ created: true }, { events }]);
    });

    it("takes the same snapshot over both channels", async () => {
      const [overGrpc, overHttp] = [
        await ask("grpc", "Maintenance/Snapshot", "{}"),
        await ask("http-json", "Maintenance/Snapshot", "{}"),
      ];
      const length = ({ messages }: Answer): number =>
        (messages as { blob?: string }[]).reduce(
          (sum, { blob = "" }) => sum + Buffer.from(blob, "base64").length,
          0,
        );
      expect([overGrpc.code, overHttp.code, length(overGrpc)]).toEqual([0, 0, length(overHttp)]);
      expect(length(overGrpc)).toBeGreaterThan(16_384);
    });

    it("has no method that only the files have", async () => {
      const { code, message } = await ask("grpc", "Maintenance/Invented", "{}");
      expect([code, message]).toEqual([12, "unknown method Invented for service etcdserverpb.Maintenance"]);
      await expect(ask("http-json", "Maintenance/Invented", "{}")).rejects.toMatchObject({
        code: "no-binding",
      });
    });
  });
});

/** Where Debian keeps the sources of Go packages, .proto files among them. */
const sources = ["/usr/share/gocode/src"].find((path) => existsSync(join(path, "go.etcd.io/etcd")));
describeWith("etcd's own .proto files", sources, "apt-get install golang-etcd-server-dev", (gocode) => {
  it("compile, options of gogoproto and all", async () => {
    const root = mkdtempSync(join(tmpdir(), "byteglass-etcd-protos-"));
    symlinkSync(join(gocode, "go.etcd.io/etcd"), join(root, "etcd"));
    symlinkSync(join(gocode, "github.com/gogo/protobuf/gogoproto"), join(root, "gogoproto"));
    const file = "etcd/etcdserver/etcdserverpb/rpc.proto";
    const words = ["--proto", file, "-I", root];
    const list = await runByteglass(["list", ...words]);
    const field = await runByteglass(["describe", "etcdserverpb.RangeRequest.key", ...words]);
    rmSync(root, { recursive: true });
    expect([list.exit, list.stderr, list.stdout.split("\n").length]).toEqual([0, "", 40]);
    expect(lines(field)).toEqual([
      0,
      "// key is the first key for the range. If range_end is not given, the request only looks up key.\nbytes key = 1;\n",
    ]);
  });
});
