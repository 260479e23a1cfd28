/** An HTTP/1.1 server that answers by hand and keeps what it was asked. */
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export interface HeardRequest {
  readonly line: string;
  /** `name: value` lines as they came. */
  readonly headers: readonly string[];
  readonly body: string;
}

export interface RunningHttpServer {
  readonly target: string;
  readonly port: number;
  readonly heard: readonly HeardRequest[];
  readonly stop: () => void;
}

/** Starts the server; `answer` is called when the whole request is there. */
export async function startHttpServer(
  answer: (response: ServerResponse, request: HeardRequest) => void,
): Promise<RunningHttpServer> {
  const heard: HeardRequest[] = [];
  const server = createServer((request: IncomingMessage, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const { rawHeaders } = request;
      const headers = rawHeaders.flatMap((name, index) =>
        index % 2 === 0 ? [`${name}: ${rawHeaders[index + 1]}`] : [],
      );
      const body = Buffer.concat(chunks).toString("utf8");
      const one = { line: `${request.method} ${request.url}`, headers, body };
      heard.push(one);
      answer(response, one);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    target: `http://127.0.0.1:${port}`,
    heard,
    stop: () => {
      server.closeAllConnections();
      server.close();
    },
  };
}

/** Answers with JSON. */
export function sendJson(response: ServerResponse, json: string, status = 200): void {
  response.writeHead(status, { "Content-Type": "application/json" });
  response.end(json);
}
