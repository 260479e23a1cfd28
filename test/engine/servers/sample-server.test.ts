import { describe, expect, it } from "vitest";
import { createSampleServer } from "../../../core/engine/servers/sample-server.ts";

const addresses = {
  grpc: "127.0.0.1:1",
  grpcTls: "127.0.0.1:2",
  grpcMtls: "127.0.0.1:3",
  web: "http://127.0.0.1:4",
  http: "http://127.0.0.1:5",
  ca: "ca.pem",
  clientCert: "cert.pem",
  clientKey: "key.pem",
};

describe("the sample server of an engine", () => {
  it("starts once, stops once, and starts again", async () => {
    const log: string[] = [];
    const server = createSampleServer(async () => {
      log.push("start");
      return {
        addresses,
        stop: async () => {
          log.push("stop");
        },
      };
    });
    expect(await Promise.all([server.start(), server.start()])).toEqual([addresses, addresses]);
    await server.stop();
    await server.stop();
    await server.start();
    expect(log).toEqual(["start", "stop", "start"]);
  });

  it("tries again after a start that failed", async () => {
    let attempts = 0;
    const server = createSampleServer(async () => {
      attempts += 1;
      if (attempts === 1) throw new Error("port in use");
      return { addresses, stop: async () => undefined };
    });
    await expect(server.start()).rejects.toThrow("port in use");
    await server.stop();
    expect(await server.start()).toEqual(addresses);
  });

  it("is unsupported without a starter", async () => {
    await expect(createSampleServer(undefined).start()).rejects.toMatchObject({
      code: "unsupported",
      message: "No sample server comes with this engine.",
      hint: "Start it in a terminal with `byteglass sample`.",
    });
  });
});
