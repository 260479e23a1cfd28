/** etcd, a key-value store in Go: gRPC without reflection, and grpc-gateway 1 on the same port. */
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { inFolder } from "../../cli/build-cli.ts";
import { findProgram, freePorts, type RunningProgram, startProgram } from "./programs.ts";

export const etcdProgram = findProgram("etcd", "/usr/bin/etcd");
/** Why a suite that needs it is skipped. */
export const etcdMissing = "no etcd: apt-get install etcd-server";

/** Where the part of its API is that the tests call. */
export const etcdFolder = inFolder("test/servers/etcd");
export const etcdSource = {
  kind: "proto" as const,
  files: [join(etcdFolder, "api/rpc.proto")],
  importPaths: [etcdFolder],
};

/** A running etcd. It listens a moment before it has a leader. */
export interface RunningEtcd extends RunningProgram {
  readonly target: string;
}

/** Starts one on free ports with a folder of its own. */
export async function startEtcd(program: string): Promise<RunningEtcd> {
  const scratch = mkdtempSync(join(tmpdir(), "byteglass-etcd-"));
  const [port = 0, peerPort = 0] = await freePorts(2);
  const [client, peer] = [`http://127.0.0.1:${port}`, `http://127.0.0.1:${peerPort}`];
  const words = [
    ["--data-dir", join(scratch, "data")],
    ["--listen-client-urls", client],
    ["--advertise-client-urls", client],
    ["--listen-peer-urls", peer],
    ["--initial-advertise-peer-urls", peer],
    ["--initial-cluster", `default=${peer}`],
  ].flat();
  const running = await startProgram(program, words, [port]);
  return {
    target: `127.0.0.1:${port}`,
    async stop() {
      await running.stop();
      rmSync(scratch, { recursive: true, force: true });
    },
  };
}
