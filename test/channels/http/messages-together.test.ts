/** How the messages of one request leave over HTTP/1.1: together where they are there together, and told as they are. */
import { afterAll, afterEach, beforeAll, describe, expect, it } from "vitest";
import type { ChannelEvent } from "../../../core/channels/channel.ts";
import { call, finished } from "../support/call.ts";
import { openSample, type Sample } from "../support/sample-channels.ts";
import { startTcpServer } from "../support/tcp-server.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());
const closing: (() => void)[] = [];
afterEach(() => {
  for (const close of closing.splice(0)) close();
});

const name = "samples.vision.v1.VisionService/PredictEach";
const request = { path: `/${name}`, kind: "bidi-stream", metadata: [], deadline: 20_000 } as const;
const head = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nTransfer-Encoding: chunked\r\n\r\n";

/** A channel over HTTP/1.1 to a server of which only the handler is known. */
async function channelTo(kind: "http-json" | "connect-json", serve: Parameters<typeof startTcpServer>[0]) {
  const server = await startTcpServer(serve);
  closing.push(server.stop);
  const method = sample.method(name);
  const channel = sample.channelOf(kind, method, {
    target: () => `http://127.0.0.1:${server.port}`,
    http: { version: "1.1" },
  });
  closing.push(() => channel.close());
  return { channel, message: (text: string) => sample.encode(method, JSON.stringify({ modelId: text })) };
}

describe.each(["http-json", "connect-json"] as const)("%s", (kind) => {
  it("sends what is there when the connection stands in one piece, the end with it", async () => {
    const pieces: string[] = [];
    const { channel, message } = await channelTo(kind, (socket) => {
      socket.on("data", (data) => {
        pieces.push(data.toString("latin1"));
        socket.end(`${head}0\r\n\r\n`);
      });
    });
    await call(channel, ["a", "b", "c", "d", "e"].map(message), request);
    const [first = ""] = pieces;
    expect(first.match(/"modelId":"[a-e]"/g)).toEqual(
      ["a", "b", "c", "d", "e"].map((id) => `"modelId":"${id}"`),
    );
    expect(first.endsWith("0\r\n\r\n")).toBe(true);
  });
});

it.each<[string, string, "warning" | "information"]>([
  ["fewer answers than messages", "", "warning"],
  ["an answer to each", '{"result":{}}\n{"result":{}}\n{"result":{}}\n', "information"],
])("tells of messages that went into an answer: %s", async (_, answers, severity) => {
  const { channel, message } = await channelTo("http-json", (socket) => {
    socket.once("data", () => socket.write(head));
    socket.on("data", (data) => {
      if (!data.toString("latin1").endsWith("0\r\n\r\n")) return;
      const chunk = answers === "" ? "" : `${answers.length.toString(16)}\r\n${answers}\r\n`;
      socket.end(`${chunk}0\r\n\r\n`);
    });
  });
  const events: ChannelEvent[] = [];
  const open = channel.open(request, (event) => {
    events.push(event);
    if (event.kind !== "response-headers") return;
    open.send(message("b")).catch(() => undefined);
    open.send(message("c")).catch(() => undefined);
    open.halfClose();
  });
  open.send(message("a")).catch(() => undefined);
  const { status } = finished(await open.done, events);
  expect(status.code).toBe(0);
  expect(status.findings).toEqual([
    {
      code: "sent-into-answer",
      severity,
      message:
        "2 messages went out after the answer had begun. Over HTTP/1.1 servers may stop reading by then, as those in Go do.",
      hint: "Send all before the answer begins, or call over HTTP/2 (--http-version 2) or gRPC, which have two ways.",
    },
  ]);
});

it("does not tell a message as sent that never left", async () => {
  const { channel, message } = await channelTo("http-json", (socket) => {
    socket.pause();
    setTimeout(() => socket.destroy(), 300);
  });
  const large = "x".repeat(8_000_000);
  const { events, status } = await call(channel, [message(large), message("b"), message("c")], request);
  expect(status.code).toBe(14);
  const lengths = events.flatMap((event) => (event.kind === "message-sent" ? [event.bytes.length] : []));
  expect(lengths).toEqual([]);
});
