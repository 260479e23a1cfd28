/** A server in a thread of its own that answers everything with a flood of gRPC frames and then says no more. */
import { once } from "node:events";
import { Worker } from "node:worker_threads";

/** What the flood is made of. */
export interface Flood {
  readonly count: number;
  /** Bytes of one message. */
  readonly byteLength: number;
}

export interface FloodServer {
  /** `http://127.0.0.1:…` of a port for each version of HTTP. */
  readonly targets: Readonly<Record<"1.1" | "2", string>>;
  readonly stop: () => Promise<unknown>;
}

const PROGRAM = `
const { createServer } = require("node:http");
const { createServer: createServer2 } = require("node:http2");
const { parentPort, workerData: { count, byteLength } } = require("node:worker_threads");
const frame = Buffer.alloc(5 + byteLength);
frame.writeUInt32BE(byteLength, 1);
const body = Buffer.concat(Array.from({ length: count }, () => frame));
const answer = (request, response) => {
  response.writeHead(200, { "content-type": request.headers["content-type"] });
  response.write(body);
};
const settings = { initialWindowSize: 1 << 24 };
for (const [version, server] of [["1.1", createServer(answer)], ["2", createServer2({ settings }, answer)]])
  server.listen(0, "127.0.0.1", () => parentPort.postMessage([version, server.address().port]));
`;

/** Starts it. */
export async function startFloodServer(flood: Flood): Promise<FloodServer> {
  const worker = new Worker(PROGRAM, { eval: true, workerData: flood });
  const targets = { "1.1": "", "2": "" };
  while (Object.values(targets).includes("")) {
    const [[version, port]] = (await once(worker, "message")) as [["1.1" | "2", number]];
    targets[version] = `http://127.0.0.1:${port}`;
  }
  return { targets, stop: () => worker.terminate() };
}
