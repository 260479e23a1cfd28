/** Cerbos (Go: grpc-go, grpc-gateway) by the terminal program and by the engine. */
import { execFile } from "node:child_process";
import { createRequire } from "node:module";
import { setTimeout as wait } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { MetadataEntry } from "../../core/contract/params.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import { type Answer, type Caller, openCaller, reflectionOf } from "./support/caller.ts";
import { administrator, cerbosMissing, cerbosProgram } from "./support/cerbos.ts";
import { describeWith, findProgram } from "./support/programs.ts";
import { callWords, lines, serverInfo, started } from "./support/terminal.ts";

const checkResources = "cerbos.svc.v1.CerbosService/CheckResources";
const auditLog = "cerbos.svc.v1.CerbosAdminService/ListAuditLogEntries";

const check = (size: string): string =>
  JSON.stringify({
    requestId: "r",
    principal: { id: "p", roles: ["user"] },
    resources: [{ actions: ["view", "edit"], resource: { kind: "album", id: "1", attr: { size: 0 } } }],
  }).replace('"size":0', `"size":${size}`);

describeWith("Cerbos", cerbosProgram, cerbosMissing, (program) => {
  const cerbos = started(program);

  describe("in the terminal", () => {
    it("lists its methods", async () => {
      const { exit, stdout, stderr } = await runByteglass(["list", cerbos().grpc]);
      const methods = stdout.trimEnd().split("\n");
      const kinds = methods.map((line) => line.split(/ +/)[1]);
      expect([exit, stderr, methods.length]).toEqual([0, "", 40]);
      expect(kinds.filter((kind) => kind !== "unary")).toEqual([
        "server-stream",
        "bidi-stream",
        "server-stream",
        "bidi-stream",
        "bidi-stream",
      ]);
      expect(methods[3]).toMatch(/^cerbos\.svc\.v1\.CerbosService\/CheckResourceSet +unary$/);
    });

    it("describes a field with the options that are extensions", async () => {
      const field = "cerbos.request.v1.CheckResourcesRequest.principal";
      expect(lines(await runByteglass(["describe", cerbos().grpc, field]))).toEqual([
        0,
        [
          "cerbos.engine.v1.Principal principal = 3 [",
          "  (google.api.field_behavior) = REQUIRED,",
          "  (buf.validate.field) = {",
          "    required: true",
          "  }",
          "];",
          "",
        ].join("\n"),
      ]);
    });

    it.each(["grpc", "http-json"])("calls over %s, without a word beside the answer", async (channel) => {
      const outcome = await runByteglass(callWords(cerbos(), channel, checkResources, "-d", check("3")));
      expect([outcome.exit, outcome.stderr, JSON.parse(outcome.stdout)]).toEqual([
        0,
        "",
        {
          requestId: "r",
          results: [
            {
              resource: { id: "1", kind: "album" },
              actions: { edit: "EFFECT_DENY", view: "EFFECT_ALLOW" },
              outputs: [
                { src: "resource.album.vdefault#small", val: { left: 97, who: "p" }, action: "view" },
              ],
            },
          ],
          cerbosCallId: expect.any(String),
        },
      ]);
    });

    it.each(["grpc", "http-json"])("says over %s what a double rounds away", async (channel) => {
      const words = callWords(cerbos(), channel, checkResources, "-d", check("9007199254740993"));
      const { exit, stderr } = await runByteglass(words);
      expect([exit, stderr]).toEqual([
        0,
        expect.stringMatching(
          /^warning: line 1, column \d+, resources\[0\]\.resource\.attr\.size: 9007199254740993 has no exact double: 9007199254740992 is sent\.\n/,
        ),
      ]);
    });

    it.each([
      ["grpc", "INVALID_ARGUMENT (3)"],
      ["http-json", "INVALID_ARGUMENT (3, HTTP 400)"],
    ])("tells the details of an error over %s", async (channel, name) => {
      const violation = (fieldNumber: number, fieldName: string) => ({
        field: { elements: [{ fieldNumber, fieldName, fieldType: "TYPE_MESSAGE" }] },
        rule: { elements: [{ fieldNumber: 25, fieldName: "required", fieldType: "TYPE_BOOL" }] },
        ruleId: "required",
        message: "value is required",
      });
      const [exit, stdout, ...said] = lines(await runByteglass(callWords(cerbos(), channel, checkResources)));
      const detail = String(said.find((line) => String(line).startsWith("  detail ")));
      expect([exit, stdout, ...said.filter((line) => line !== detail)]).toEqual([
        67,
        "",
        `error: ${name}: validation errors:`,
        " - principal: value is required",
        " - resources: value is required",
        "  The server refuses the request whatever state it is in: a value in it is wrong.",
        "hint: Check the request against the message and the details.",
      ]);
      expect(JSON.parse(detail.replace("  detail buf.validate.Violations: ", ""))).toEqual({
        violations: [violation(3, "principal"), violation(4, "resources")],
      });
    });

    it("streams until the deadline, and ends with its status", async () => {
      const words = [
        "call",
        cerbos().grpc,
        "grpc.health.v1.Health/Watch",
        "-d",
        "{}",
        "--max-time",
        "2500ms",
      ];
      const [exit, stdout, ...said] = lines(await runByteglass(words));
      expect(stdout).toBe('{"status":"SERVING"}\n');
      // Cerbos knows the deadline, too, and may end the stream with CANCELLED just before our own clock does.
      expect([
        [
          68,
          "  The deadline of 2.5 s passed before the call was through: the answer had begun.",
          "hint: Give the call a longer deadline, or find out what is slow.",
        ],
        [
          65,
          "  The server ended the call as cancelled when the deadline of 2.5 s passed, which it keeps too.",
          "hint: Give the call a longer deadline, or find out what is slow.",
        ],
      ]).toContainEqual([exit, ...said.slice(1)]);
    });

    it("speaks both ways", async () => {
      const method = "envoy.service.status.v3.ClientStatusDiscoveryService/StreamClientStatus";
      const outcome = await runByteglass(["call", cerbos().grpc, method, "-d", "{} {}"]);
      expect(lines(outcome)).toEqual([0, "{}\n{}\n"]);
    });

    it("asks the reflection service itself", async () => {
      const method = "grpc.reflection.v1.ServerReflection/ServerReflectionInfo";
      const outcome = await runByteglass(["call", cerbos().grpc, method, "-d", '{"listServices":""}']);
      const answer = JSON.parse(outcome.stdout) as { listServicesResponse: { service: unknown[] } };
      expect([outcome.exit, answer.listServicesResponse.service.length]).toEqual([0, 8]);
    });

    it("knows an HTTP port from a gRPC port", async () => {
      const { grpc } = cerbos();
      const words = ["call", `http://${grpc}`, serverInfo, "--channel", "http-json", "--reflect", grpc];
      expect(lines(await runByteglass(words))).toEqual([
        78,
        "",
        "error: UNAVAILABLE (14): The answer was HTTP/2.",
        `  The server at ${grpc} speaks HTTP/2 only, as gRPC servers do; this channel speaks HTTP/1.1.`,
        "hint: Check that this is the port of the HTTP server; or speak HTTP/2 (--http-version 2), or call it over gRPC (--channel grpc).",
      ]);
    });
  });

  describe("by the engine", () => {
    let caller: Caller;
    beforeAll(async () => {
      caller = await openCaller(reflectionOf(cerbos().grpc));
    });
    afterAll(() => caller.close());

    /** What is the same over both channels: ids are made anew for each call. */
    const essence = ({ code, message, details, messages }: Answer): unknown =>
      JSON.parse(JSON.stringify({ code, message, details, messages }).replace(/\b01[0-9A-Z]{24}\b/g, "ID"));

    it("gets the same over every http rule as over gRPC", async () => {
      const own = caller.methods.filter(({ fullName }) => /^(cerbos|authzen)/.test(fullName));
      const rows = own.flatMap((method) =>
        method.httpBindings.map((rule, binding) => ({ method, rule, binding })),
      );
      expect(rows.length).toBe(31);
      for (const { method, rule, binding } of rows) {
        // It answers with the address it was asked at.
        if (method.name === "Metadata") continue;
        for (const body of ["{}", await caller.template(method.inputType)]) {
          const metadata: MetadataEntry[] = [administrator];
          const overGrpc = await caller.call(cerbos().grpc, method.fullName, [body], { metadata });
          const overHttp = await caller.call(cerbos().http, method.fullName, [body], {
            metadata,
            channel: "http-json",
            binding,
          });
          expect([rule, body, essence(overHttp)]).toEqual([rule, body, essence(overGrpc)]);
          expect(overHttp.record.http?.rule).toBe(rule);
        }
      }
    });

    it("reads a stream of the gateway as it reads the one of gRPC", async () => {
      await caller.call(cerbos().grpc, checkResources, [check("3")]);
      const entries = async (channel: "grpc" | "http-json"): Promise<Answer> =>
        caller.call(
          channel === "grpc" ? cerbos().grpc : cerbos().http,
          auditLog,
          ['{"kind":"KIND_DECISION","tail":1}'],
          {
            metadata: [administrator],
            channel,
          },
        );
      // The log is written once a second.
      while ((await entries("grpc")).messages.length === 0) await wait(100);
      const [overGrpc, overHttp] = [await entries("grpc"), await entries("http-json")];
      expect(overHttp.messages).toEqual(overGrpc.messages);
      expect(overHttp.messages).toMatchObject([
        { decisionLogEntry: { checkResources: { inputs: [{ requestId: "r" }] } } },
      ]);
    });

    it("shows the server's own connections (channelz)", async () => {
      const { messages } = await caller.call(cerbos().grpc, "grpc.channelz.v1.Channelz/GetServers", ["{}"]);
      expect(messages).toMatchObject([{ server: [{ listenSocket: [{ name: cerbos().grpc }] }], end: true }]);
    });

    const buf = findProgram(
      createRequire(import.meta.url)
        .resolve("@bufbuild/buf/package.json")
        .replace(/buf\/package\.json$/, "buf-linux-x64/bin/buf"),
    );
    describeWith("beside buf curl", buf, "no buf for this platform", (oracle) => {
      it.each([
        [serverInfo, "{}"],
        [checkResources, check("12.5")],
        ["grpc.health.v1.Health/List", "{}"],
        ["cerbos.svc.v1.CerbosAdminService/InspectPolicies", "{}"],
        ["grpc.channelz.v1.Channelz/GetServer", '{"serverId":"99"}'],
        [checkResources, "{}"],
      ])("%s %s", async (method, body) => {
        const metadata = [administrator];
        const { code, message, details, messages } = await caller.call(cerbos().grpc, method, [body], {
          metadata,
        });
        const header = `${administrator.name}: ${administrator.value}`;
        const words = ["curl", "--protocol", "grpc", "--http2-prior-knowledge", "-H", header, "-d", body];
        const said = await promisify(execFile)(oracle, [...words, `http://${cerbos().grpc}/${method}`]).catch(
          (error: { readonly stdout: string; readonly stderr: string }) => error,
        );
        if (code === 0) expect(withoutIds(messages)).toEqual(withoutIds([JSON.parse(said.stdout)]));
        else {
          const error = JSON.parse(said.stderr) as { message: string; details?: { debug: unknown }[] };
          expect([message, details]).toEqual([
            error.message,
            (error.details ?? []).map(({ debug }) => debug),
          ]);
        }
      });
    });
  });
});

function withoutIds(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value).replace(/\b01[0-9A-Z]{24}\b/g, "ID"));
}
