import { spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { connect, createServer } from "node:net";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";

const beside = "../../node_modules/@cerbos/cerbos-linux-x64/cerbos-linux-x64";

/** Starts a Cerbos without policies on loopback: its gRPC address. Undefined where none is installed. */
export async function startCerbos() {
  const program = process.env.BYTEGLASS_CERBOS ?? fileURLToPath(new URL(beside, import.meta.url));
  if (!existsSync(program)) return undefined;
  const [grpc, http] = [await freePort(), await freePort()];
  const folder = mkdtempSync(path.join(tmpdir(), "byteglass-bench-cerbos-"));
  mkdirSync(path.join(folder, "policies"));
  const configuration = {
    server: { grpcListenAddr: `127.0.0.1:${grpc}`, httpListenAddr: `127.0.0.1:${http}` },
    storage: { driver: "disk", disk: { directory: path.join(folder, "policies") } },
    telemetry: { disabled: true },
  };
  // JSON is YAML.
  writeFileSync(path.join(folder, "conf.yaml"), JSON.stringify(configuration));
  const child = spawn(program, ["server", "--config", path.join(folder, "conf.yaml")], { stdio: "ignore" });
  await listening(grpc);
  return {
    target: `127.0.0.1:${grpc}`,
    async stop() {
      child.kill();
      await new Promise((resolve) => child.once("close", resolve));
      rmSync(folder, { recursive: true, force: true });
    },
  };
}

function freePort() {
  return new Promise((resolve) => {
    const server = createServer().listen(0, "127.0.0.1", () => {
      const { port } = server.address();
      server.close(() => resolve(port));
    });
  });
}

async function listening(port) {
  for (let attempt = 0; attempt < 100; attempt += 1) {
    const isOpen = await new Promise((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true)).on("error", () => resolve(false));
      socket.on("connect", () => socket.end());
    });
    if (isOpen) return;
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  throw new Error(`Cerbos does not listen on port ${port}.`);
}
