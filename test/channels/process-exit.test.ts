import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { type BundledScript, bundleScript } from "./support/bundled-script.ts";
import { type RunningGrpcServer, startGrpcServer } from "./support/grpc-server.ts";
import { frame, startHttp2Server } from "./support/http2-server.ts";

let script: BundledScript;
let server: RunningGrpcServer;
beforeAll(async () => {
  server = await startGrpcServer();
  script = await bundleScript("exit-script.ts");
});
afterAll(() => server.stop());

// A process that does not end is killed, and then the promise rejects.
const run = (port: number, mode: string) => script.run([`127.0.0.1:${port}`, mode], 15_000);

describe("a process", () => {
  it.each(["close", "leave"])("ends by itself after its calls (%s)", async (mode) => {
    expect(await run(server.port, mode)).toEqual({ stdout: "0 4 14 14", stderr: "" });
  });

  it("lives until a call over HTTP/2 has its answer, and ends by itself then", async () => {
    const late = await startHttp2Server((stream) => {
      setTimeout(() => {
        stream.respond({ ":status": 200, "content-type": "application/grpc-web+proto" });
        stream.end(frame(Buffer.from("grpc-status: 0\r\n"), 0x80));
      }, 300);
    });
    expect(await run(late.port, "http2")).toEqual({ stdout: "0", stderr: "" });
    late.stop();
  });
});
