/** The files for k6 and ghz. A k6 script is run here, with a client in place of k6's that takes what k6 takes and no more. */
import { describe, expect, it } from "vitest";
import { ghzConfig } from "../../core/calls/load-script/ghz.ts";
import { k6Script } from "../../core/calls/load-script/k6.ts";
import type { ScriptedCall } from "../../core/calls/load-script/scripted-call.ts";
import { compactMessage } from "../../core/calls/load-script/scripted-call.ts";

const call: ScriptedCall = {
  method: "pkg.Service/Get",
  target: "localhost:50051",
  tls: false,
  security: { mode: "auto" },
  message: '{\n  "id": 9007199254740993, "name": "a 12345678901234567890 \\" b"\n}',
  metadata: [
    { name: "x-a", value: "1" },
    { name: "x-b-bin", value: "CAE=" },
  ],
  deadline: 500,
  compresses: false,
  count: 10,
  concurrency: 2,
};
const tls = {
  tls: true,
  security: {
    mode: "tls" as const,
    certificateAuthorityFile: "/pki/ca.pem",
    clientCertificateFile: "/pki/client.pem",
    clientKeyFile: "/pki/client-key.pem",
    serverName: "inner.test",
    insecureSkipVerify: true,
  },
};

/** Parameters that k6 knows; any other one is an error there. */
const CONNECT = [
  "plaintext",
  "reflect",
  "reflectMetadata",
  "timeout",
  "maxReceiveSize",
  "maxSendSize",
  "tls",
];
const INVOKE = ["metadata", "tags", "timeout", "discardResponseMessage"];

interface K6Run {
  readonly options: unknown;
  readonly log: readonly (readonly unknown[])[];
}

/** Runs what the scenario names twice, as one worker does. */
async function runK6(script: string): Promise<K6Run> {
  const log: unknown[][] = [];
  let isInit = true;
  class Client {
    loadProtoset(file: string) {
      if (!isInit) throw new Error("load must be called in the init context");
      log.push(["loadProtoset", file]);
    }
    connect(address: string, parameters: object) {
      if (isInit) throw new Error("connecting in the init context is not supported");
      expect(CONNECT).toEqual(expect.arrayContaining(Object.keys(parameters)));
      log.push(["connect", address, parameters]);
    }
    invoke(method: string, message: unknown, parameters: { readonly metadata: Record<string, unknown> }) {
      expect(INVOKE).toEqual(expect.arrayContaining(Object.keys(parameters)));
      for (const [name, value] of Object.entries(parameters.metadata))
        expect([name, value instanceof Uint8Array]).toEqual([name, name.endsWith("-bin")]);
      log.push(["invoke", method, message, parameters]);
      return { status: 0 };
    }
  }
  const open = (file: string) => {
    if (!isInit) throw new Error("open can be used in the init context alone");
    return `<${file}>`;
  };
  const check = (answer: unknown, checks: Record<string, (answer: unknown) => boolean>) => {
    log.push(Object.entries(checks).map(([name, holds]) => `${name}: ${holds(answer)}`));
  };
  Object.assign(globalThis, { k6Parts: { grpc: { Client, StatusOK: 0 }, open, check } });
  const text = script
    .replace('import grpc from "k6/net/grpc";', "const { grpc, open, check } = globalThis.k6Parts;")
    .replace('import { check } from "k6";', "");
  const script64 = Buffer.from(text).toString("base64");
  const module: { readonly options: unknown; call(): void } = await import(
    /* @vite-ignore */ `data:text/javascript;base64,${script64}`
  );
  isInit = false;
  module.call();
  module.call();
  return { options: module.options, log };
}

describe("a script for k6", () => {
  it("connects once and calls with every digit, byte and bound", async () => {
    const { options, log } = await runK6(k6Script(call, ["Not in it: retries."]));
    expect(options).toEqual({
      scenarios: { call: { executor: "shared-iterations", exec: "call", vus: 2, iterations: 10 } },
    });
    const message = { id: "9007199254740993", name: 'a 12345678901234567890 " b' };
    const parameters = { metadata: { "x-a": "1", "x-b-bin": new Uint8Array([8, 1]) }, timeout: "500ms" };
    const once = [["invoke", "pkg.Service/Get", message, parameters], ["status is OK: true"]];
    expect(log).toEqual([
      ["connect", "localhost:50051", { plaintext: true, reflect: true }],
      ...once,
      ...once,
    ]);
  });

  it("opens certificates, and trusts all where that was chosen", async () => {
    const { options, log } = await runK6(k6Script({ ...call, ...tls }));
    expect(options).toMatchObject({ insecureSkipTLSVerify: true });
    const files = { cacerts: "</pki/ca.pem>", cert: "</pki/client.pem>", key: "</pki/client-key.pem>" };
    expect(log[0]).toEqual(["connect", "localhost:50051", { plaintext: false, reflect: true, tls: files }]);
  });

  it.each([
    [
      { count: undefined, duration: 60_000 },
      { executor: "constant-vus", exec: "call", vus: 2, duration: "60s" },
    ],
    [
      { count: 1, duration: 1500 },
      { executor: "shared-iterations", exec: "call", vus: 1, iterations: 1, maxDuration: "1500ms" },
    ],
  ])("is bounded by %o", async (bounds, scenario) => {
    const { options } = await runK6(k6Script({ ...call, ...bounds }));
    expect(options).toEqual({ scenarios: { call: scenario } });
  });

  it("reads the schema from a file where no server tells it, and says what is left out", async () => {
    const script = k6Script({ ...call, protoset: "Get.binpb" }, ["Not in it: retries."]);
    expect(script.split("\n").slice(0, 2)).toEqual([
      "// pkg.Service/Get, written by Byteglass. Run: k6 run FILE",
      "// Not in it: retries.",
    ]);
    const { log } = await runK6(script);
    expect(log.slice(0, 2)).toEqual([
      ["loadProtoset", "Get.binpb"],
      ["connect", "localhost:50051", { plaintext: true }],
    ]);
  });
});

describe("a configuration for ghz", () => {
  it("is JSON with the message as it is", () => {
    expect(JSON.parse(ghzConfig(call))).toEqual({
      call: "pkg.Service.Get",
      host: "localhost:50051",
      insecure: true,
      total: 10,
      concurrency: 2,
      timeout: "500ms",
      metadata: { "x-a": "1", "x-b-bin": "\b\u0001" },
      data: { id: "9007199254740993", name: 'a 12345678901234567890 " b' },
    });
  });

  it("names certificates, a descriptor set and a time", () => {
    const bounds = { count: undefined, duration: 10_000, protoset: "Get.binpb", compresses: true };
    expect(JSON.parse(ghzConfig({ ...call, ...tls, ...bounds }))).toMatchObject({
      insecure: false,
      skipTLS: true,
      cacert: "/pki/ca.pem",
      cert: "/pki/client.pem",
      key: "/pki/client-key.pem",
      cname: "inner.test",
      duration: "10s",
      protoset: "Get.binpb",
      "enable-compression": true,
    });
  });

  it("has no template where the message has what looks like one", () => {
    const data = ghzConfig({ ...call, message: '{"name": "{{.UUID}} {{"}', metadata: [] });
    // Go's text/template writes what stands between backticks.
    expect(JSON.parse(data)).toMatchObject({ data: { name: "{{`{{`}}.UUID}} {{`{{`}}" } });
  });

  it("refuses bytes that JSON has no text for", () => {
    const metadata = [{ name: "x-bin", value: "/w==" }];
    expect(() => ghzConfig({ ...call, metadata })).toThrow(
      "ghz has no form for the bytes of x-bin: they are no text.",
    );
  });
});

it("takes a message of any length", () => {
  const json = `{ "bytes": "${"A".repeat(14_000_000)}" }`;
  expect(compactMessage(json)).toHaveLength(json.length - 3);
});
