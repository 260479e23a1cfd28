/**
 * The compressed cases of `grpc.testing.TestService`, on bare HTTP/2: grpc-js's server neither tells whether a message
 * came compressed nor lets one choose how a message goes.
 */
import type { ServerHttp2Stream } from "node:http2";
import { gunzipSync, gzipSync } from "node:zlib";
import {
  frame,
  GRPC_HEADERS,
  type RunningHttp2Server,
  startHttp2Server,
} from "../channels/support/http2-server.ts";
import { type Json, type Messages, payload, sizeOf } from "./messages.ts";

interface Received {
  readonly compressed: boolean;
  readonly message: Json;
}

const INVALID_ARGUMENT = "3";

export function startCompressingServer({ encode, decode }: Messages): Promise<RunningHttp2Server> {
  return startHttp2Server((stream, headers) => {
    const name = String(headers[":path"]).split("/").at(-1);
    const parts: Buffer[] = [];
    stream.on("data", (chunk: Buffer) => parts.push(chunk));
    stream.on("end", () => {
      const body = Buffer.concat(parts);
      const encoding = headers["grpc-encoding"];
      const read = (type: string) => messagesOf(body, encoding, (bytes) => decode(type, bytes));
      if (name === "UnaryCall") answerUnary(stream, read("SimpleRequest"));
      else if (name === "StreamingInputCall") answerInput(stream, read("StreamingInputCallRequest"));
      else answerOutput(stream, read("StreamingOutputCallRequest"));
    });
  });

  function answerUnary(stream: ServerHttp2Stream, received: readonly Received[]): void {
    if (!received.every(asExpected)) {
      end(stream, [], INVALID_ARGUMENT);
      return;
    }
    const { responseSize, responseCompressed } = received[0]?.message ?? {};
    const answer = encode("SimpleResponse", { payload: payload(Number(responseSize ?? 0)) });
    end(stream, [framed(answer, isTrue(responseCompressed))]);
  }

  function answerInput(stream: ServerHttp2Stream, received: readonly Received[]): void {
    if (!received.every(asExpected)) {
      end(stream, [], INVALID_ARGUMENT);
      return;
    }
    const size = received.reduce((sum, { message }) => sum + sizeOf(message["payload"]), 0);
    end(stream, [frame(encode("StreamingInputCallResponse", { aggregatedPayloadSize: size }))]);
  }

  function answerOutput(stream: ServerHttp2Stream, received: readonly Received[]): void {
    const list = received[0]?.message["responseParameters"];
    const frames = (Array.isArray(list) ? (list as Json[]) : []).map(({ size, compressed }) =>
      framed(
        encode("StreamingOutputCallResponse", { payload: payload(Number(size ?? 0)) }),
        isTrue(compressed),
      ),
    );
    end(stream, frames);
  }
}

function asExpected({ compressed, message }: Received): boolean {
  const expected = message["expectCompressed"];
  return expected === undefined || isTrue(expected) === compressed;
}

function isTrue(wrapper: unknown): boolean {
  return typeof wrapper === "object" && wrapper !== null && "value" in wrapper && wrapper.value === true;
}

function framed(bytes: Buffer, compressed: boolean): Buffer {
  return compressed ? frame(gzipSync(bytes), 1) : frame(bytes);
}

function end(stream: ServerHttp2Stream, frames: readonly Buffer[], status = "0"): void {
  stream.respond({ ...GRPC_HEADERS, "grpc-encoding": "gzip" }, { waitForTrailers: true });
  stream.on("wantTrailers", () => stream.sendTrailers({ "grpc-status": status }));
  stream.end(Buffer.concat(frames));
}

function messagesOf(
  body: Buffer,
  encoding: unknown,
  decode: (bytes: Uint8Array) => Json,
): readonly Received[] {
  const received: Received[] = [];
  for (let at = 0; at + 5 <= body.length; ) {
    const length = body.readUInt32BE(at + 1);
    const bytes = body.subarray(at + 5, at + 5 + length);
    const compressed = body[at] === 1;
    if (compressed && encoding !== "gzip") throw new Error(`compressed with ${String(encoding)}`);
    received.push({ compressed, message: decode(compressed ? gunzipSync(bytes) : bytes) });
    at += 5 + length;
  }
  return received;
}
