/** A server that is not ours: its descriptors have validation rules, JSON names like `$schema`, and 56 files. */
import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel } from "../../../core/channels/channel.ts";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import { encodeJson } from "../../../core/codec/index.ts";
import {
  buildPool,
  describe as describeSchema,
  listServices,
  reflect,
  summarize,
  template,
} from "../../../core/schema/index.ts";
import { compileText } from "../support/protoc.ts";

const installed = join(
  import.meta.dirname,
  "../../../node_modules/@cerbos/cerbos-linux-x64/cerbos-linux-x64",
);
const binary = process.env["BYTEGLASS_CERBOS"] ?? installed;
const isThere = existsSync(binary);

describe.skipIf(!isThere)(
  isThere ? "Cerbos" : `Cerbos (skipped: no ${binary}; name it in BYTEGLASS_CERBOS)`,
  () => {
    let server: ChildProcess;
    let channel: Channel;
    let folder = "";

    beforeAll(async () => {
      const [http, grpc] = [await freePort(), await freePort()];
      folder = mkdtempSync(join(tmpdir(), "byteglass-cerbos-"));
      const policies = join(folder, "policies");
      mkdirSync(policies);
      writeFileSync(join(folder, "conf.yaml"), configuration(policies, http, grpc));
      server = spawn(binary, ["server", "--config", join(folder, "conf.yaml")], {
        stdio: ["ignore", "pipe", "pipe"],
      });
      await started(server);
      channel = createGrpcChannel({ target: `127.0.0.1:${grpc}`, security: { mode: "plaintext" } });
    });

    afterAll(() => {
      channel.close();
      server.kill();
      rmSync(folder, { recursive: true, force: true });
    });

    it.each(["v1", "v1alpha"] as const)("loads whole by reflection %s", async (version) => {
      const reflected = await reflect((request, onEvent) => channel.open(request, onEvent), { version });
      const pool = buildPool([reflected]);
      const services = summarize(pool);
      expect([pool.findings, pool.sourceFileNames.length, services.length]).toEqual([[], 56, 9]);
      const methods = services.flatMap((service) => service.methods);
      expect([methods.length, methods.filter((method) => method.httpBindings.length > 0).length]).toEqual([
        40, 27,
      ]);
      expect(listServices(reflected.files).length).toBe(9);
    });

    it("loads one service alone", async () => {
      const reflected = await reflect((request, onEvent) => channel.open(request, onEvent), {
        symbols: ["cerbos.svc.v1.CerbosService"],
      });
      const pool = buildPool([reflected], { symbols: ["cerbos.svc.v1.CerbosService"] });
      expect([
        pool.findings,
        pool.registry.getService("cerbos.svc.v1.CerbosService")?.methods.length,
      ]).toEqual([[], 5]);
    });

    it("has examples that encode and source that compiles", async () => {
      const pool = buildPool([await reflect((request, onEvent) => channel.open(request, onEvent))]);
      for (const type of pool.registry) {
        if (type.kind !== "message") continue;
        const { findings } = encodeJson(type, template(pool, type.typeName), { registry: pool.registry });
        expect([type.typeName, findings]).toEqual([type.typeName, []]);
      }
      const sources = Object.fromEntries(describeSchema(pool).map(({ symbol, source }) => [symbol, source]));
      expect([...compileText(sources).keys()]).toEqual(expect.arrayContaining(Object.keys(sources)));
    });
  },
);

function configuration(folder: string, http: number, grpc: number): string {
  return JSON.stringify({
    server: {
      httpListenAddr: `127.0.0.1:${http}`,
      grpcListenAddr: `127.0.0.1:${grpc}`,
      adminAPI: { enabled: true },
    },
    storage: { driver: "disk", disk: { directory: folder } },
    telemetry: { disabled: true },
  });
}

function freePort(): Promise<number> {
  return new Promise((resolve) => {
    const probe = createServer().listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}

/** Resolves when the server says that it serves gRPC. */
function started(server: ChildProcess): Promise<void> {
  return new Promise((resolve, reject) => {
    let log = "";
    const onText = (text: Buffer): void => {
      log += text.toString();
      if (log.includes("Starting gRPC server")) resolve();
    };
    server.stdout?.on("data", onText);
    server.stderr?.on("data", onText);
    server.on("exit", (code) => reject(new Error(`Cerbos ended with ${code}: ${log}`)));
  });
}
