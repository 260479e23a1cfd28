/** Cerbos, a policy server in Go: grpc-go with reflection, health, channelz and grpc-gateway. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findProgram, freePorts, type RunningProgram, startProgram } from "./programs.ts";

/** A running Cerbos: where gRPC and its HTTP gateway are. */
export interface RunningCerbos extends RunningProgram {
  readonly grpc: string;
  readonly http: string;
}

/** What a Cerbos is started with. */
export interface CerbosOptions {
  /** PEM files; with them both ports speak TLS. */
  readonly tls?: { readonly cert: string; readonly key: string };
  /** Listens on unix sockets in place of ports. */
  readonly unix?: boolean;
}

/** The program: what BYTEGLASS_CERBOS names, or the npm package beside ours. */
export const cerbosProgram = findProgram(
  process.env["BYTEGLASS_CERBOS"] ?? "",
  join(
    createRequire(import.meta.url).resolve("vitest/package.json"),
    "../../@cerbos/cerbos-linux-x64/cerbos-linux-x64",
  ),
);

/** Why a suite that needs it is skipped. */
export const cerbosMissing =
  "no Cerbos: npm install --no-save @cerbos/cerbos-linux-x64, or name it in BYTEGLASS_CERBOS";

/** The administrator of `startCerbos`. */
export const administrator = {
  name: "authorization",
  value: `Basic ${Buffer.from("cerbos:cerbosAdmin").toString("base64")}`,
};

/** Users may view albums smaller than 100; the answer says by how much. */
const policy = {
  apiVersion: "api.cerbos.dev/v1",
  resourcePolicy: {
    version: "default",
    resource: "album",
    rules: [
      {
        name: "small",
        actions: ["view"],
        effect: "EFFECT_ALLOW",
        roles: ["user"],
        condition: { match: { expr: "request.resource.attr.size < 100" } },
        output: {
          when: {
            ruleActivated: '{"left": 100.0 - request.resource.attr.size, "who": request.principal.id}',
          },
        },
      },
    ],
  },
};

/** Starts Cerbos with one policy, the admin API and an audit log. */
export async function startCerbos(program: string, options: CerbosOptions = {}): Promise<RunningCerbos> {
  const folder = mkdtempSync(join(tmpdir(), "byteglass-cerbos-"));
  mkdirSync(join(folder, "policies"));
  writeFileSync(join(folder, "policies", "album.yaml"), JSON.stringify(policy));
  const [grpcPort = 0, httpPort = 0] = await freePorts(2);
  const sockets = { grpc: join(folder, "grpc.sock"), http: join(folder, "http.sock") };
  const address = (port: number, socket: string): string =>
    options.unix === true ? `unix:${socket}` : `127.0.0.1:${port}`;
  const grpc = address(grpcPort, sockets.grpc);
  const http = address(httpPort, sockets.http);
  const configuration = {
    server: {
      grpcListenAddr: grpc,
      httpListenAddr: http,
      adminAPI: { enabled: true },
      ...(options.tls === undefined ? {} : { tls: options.tls }),
    },
    storage: { driver: "disk", disk: { directory: join(folder, "policies") } },
    audit: {
      enabled: true,
      backend: "local",
      local: { storagePath: join(folder, "audit"), advanced: { flushInterval: "1s", maxBatchSize: 1 } },
    },
    telemetry: { disabled: true },
  };
  writeFileSync(join(folder, "conf.yaml"), JSON.stringify(configuration));
  const places = options.unix === true ? [sockets.grpc, sockets.http] : [grpcPort, httpPort];
  const running = await startProgram(program, ["server", "--config", join(folder, "conf.yaml")], places);
  return {
    grpc,
    http: options.unix === true ? http : `http${options.tls === undefined ? "" : "s"}://${http}`,
    async stop() {
      await running.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
