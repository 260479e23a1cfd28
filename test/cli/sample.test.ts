import { existsSync } from "node:fs";
import { connect } from "node:net";
import { beforeAll, describe, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

beforeAll(ensureBuilt);

const local = /^127\.0\.0\.1:\d+$/;
const localUrl = /^http:\/\/127\.0\.0\.1:\d+$/;

function answers(address: string): Promise<boolean> {
  const port = Number(address.slice(address.lastIndexOf(":") + 1));
  return new Promise((resolve) => {
    const socket = connect(port, "127.0.0.1");
    socket.on("connect", () => resolve(true)).on("error", () => resolve(false));
    socket.on("connect", () => socket.destroy());
  });
}

describe("byteglass sample", () => {
  it("prints one line of addresses when all are ready, and ends by Ctrl C with nothing left", async () => {
    const seen: boolean[] = [];
    let addresses: Record<string, string> = {};
    const outcome = await runByteglass(["sample", "--json"], {
      onOutput: async (child, stdout) => {
        addresses = JSON.parse(stdout);
        for (const name of ["grpc", "grpcTls", "grpcMtls", "web", "http"]) {
          seen.push(await answers(addresses[name] ?? ""));
        }
        for (const name of ["ca", "clientCert", "clientKey"]) seen.push(existsSync(addresses[name] ?? ""));
        child.kill("SIGINT");
      },
    });
    expect({ ...outcome, stdout: outcome.stdout.split("\n").length }).toEqual({
      exit: 0,
      stdout: 2,
      stderr: "",
    });
    expect(addresses).toEqual({
      grpc: expect.stringMatching(local),
      grpcTls: expect.stringMatching(local),
      grpcMtls: expect.stringMatching(local),
      web: expect.stringMatching(localUrl),
      http: expect.stringMatching(localUrl),
      ca: expect.stringMatching(/\.pem$/),
      clientCert: expect.stringMatching(/\.pem$/),
      clientKey: expect.stringMatching(/\.pem$/),
    });
    expect(seen).toEqual(Array(8).fill(true));
    expect(await answers(addresses["grpc"] ?? "")).toBe(false);
    expect(existsSync(addresses["ca"] ?? "")).toBe(false);
  });

  it("tells a person the addresses and what to try", async () => {
    const { exit, stdout } = await runByteglass(["sample"], {
      onOutput: (child, text) => void (text.includes("Ctrl C ends it.") && child.kill("SIGTERM")),
    });
    expect(exit).toBe(0);
    expect(stdout).toMatch(/byteglass list 127\.0\.0\.1:\d+\n/);
  });
});
