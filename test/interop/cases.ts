/** The cases of the gRPC interoperability suite, by their names (grpc/doc/interop-test-descriptions.md). */
import { expect } from "vitest";
import type { Channel, ChannelEvent, ChannelRequest, ChannelStatus } from "../../core/channels/channel.ts";
import { type Json, type Messages, payload, sizeOf } from "./messages.ts";

/** What the cases are run against. */
export interface UnderTest {
  readonly messages: Messages;
  readonly channel: Channel;
  /** To a server that compresses where it is asked to. */
  readonly compressing: Channel;
  /** True when that server can tell whether a message came compressed. */
  readonly seesCompression: boolean;
  /** Calls that the client cancelled, as the server saw it; absent where that cannot be asked. */
  readonly cancelled?: () => number;
}

interface Ended {
  readonly status: ChannelStatus;
  readonly received: readonly Json[];
  readonly events: readonly ChannelEvent[];
}

/** What a case does while its call runs. */
interface Driver {
  readonly send: (type: string, json: Json, compress?: boolean) => void;
  readonly halfClose: () => void;
  readonly cancel: () => void;
}

/** Runs one call over a channel. */
function runWith(messages: Messages) {
  return async function run(
    over: Channel,
    method: string,
    answer: string,
    drive: (driver: Driver) => void,
    options: Partial<ChannelRequest> = {},
    onAnswer: (count: number, driver: Driver) => void = () => undefined,
  ): Promise<Ended> {
    const events: ChannelEvent[] = [];
    const received: Json[] = [];
    const call = over.open(
      { path: `/grpc.testing.TestService/${method}`, metadata: [], ...options },
      (event) => {
        events.push(event);
        if (event.kind !== "message-received") return;
        received.push(messages.decode(answer, event.bytes));
        onAnswer(received.length, driver);
      },
    );
    const driver: Driver = {
      send: (type, json, compress) => {
        call.send(messages.encode(type, json), compress).catch(() => undefined);
      },
      halfClose: () => call.halfClose(),
      cancel: () => call.cancel(),
    };
    drive(driver);
    return { status: await call.done, received, events };
  };
}

const once =
  (type: string, json: Json, compress?: boolean) =>
  ({ send, halfClose }: Driver): void => {
    send(type, json, compress);
    halfClose();
  };
const sizes = (received: readonly Json[]): readonly number[] => received.map((one) => sizeOf(one["payload"]));
const encodings = (events: readonly ChannelEvent[]) =>
  events.flatMap((event) => (event.kind === "message-received" ? [event.transfer?.encoding] : []));
const parameters = (...list: readonly number[]): Json => ({
  responseParameters: list.map((size) => ({ size })),
});

/** One case a name. */
export function interopCases({
  messages,
  channel,
  compressing,
  seesCompression,
  cancelled,
}: UnderTest): Readonly<Record<string, () => Promise<void>>> {
  const run = runWith(messages);

  return {
    async empty_unary() {
      const { status, received } = await run(channel, "EmptyCall", "Empty", once("Empty", {}));
      expect([status.code, received]).toEqual([0, [{}]]);
    },
    async large_unary() {
      const request = { responseSize: 314_159, payload: payload(271_828) };
      const { status, received } = await run(
        channel,
        "UnaryCall",
        "SimpleResponse",
        once("SimpleRequest", request),
      );
      expect([status.code, sizes(received)]).toEqual([0, [314_159]]);
    },
    async client_streaming() {
      const { status, received } = await run(
        channel,
        "StreamingInputCall",
        "StreamingInputCallResponse",
        (driver) => {
          for (const size of [27_182, 8, 1828, 45_904]) {
            driver.send("StreamingInputCallRequest", { payload: payload(size) });
          }
          driver.halfClose();
        },
      );
      expect([status.code, received]).toEqual([0, [{ aggregatedPayloadSize: 74_922 }]]);
    },
    async server_streaming() {
      const request = parameters(31_415, 9, 2653, 58_979);
      const drive = once("StreamingOutputCallRequest", request);
      const { status, received } = await run(
        channel,
        "StreamingOutputCall",
        "StreamingOutputCallResponse",
        drive,
      );
      expect([status.code, sizes(received)]).toEqual([0, [31_415, 9, 2653, 58_979]]);
    },
    async ping_pong() {
      const rounds = [
        [31_415, 27_182],
        [9, 8],
        [2653, 1828],
        [58_979, 45_904],
      ] as const;
      const ping = ({ send, halfClose }: Driver, round: number): void => {
        const [answer, ask] = rounds[round] ?? [];
        if (answer === undefined) halfClose();
        else send("StreamingOutputCallRequest", { ...parameters(answer), payload: payload(ask ?? 0) });
      };
      const { status, received } = await run(
        channel,
        "FullDuplexCall",
        "StreamingOutputCallResponse",
        (driver) => ping(driver, 0),
        {},
        (count, driver) => ping(driver, count),
      );
      expect([status.code, sizes(received)]).toEqual([0, rounds.map(([size]) => size)]);
    },
    async empty_stream() {
      const drive = ({ halfClose }: Driver): void => halfClose();
      const { status, received } = await run(channel, "FullDuplexCall", "StreamingOutputCallResponse", drive);
      expect([status.code, received]).toEqual([0, []]);
    },
    async client_compressed_unary() {
      const unary = (expected: boolean, compress: boolean) => {
        const request = {
          expectCompressed: { value: expected },
          responseSize: 314_159,
          payload: payload(271_828),
        };
        const drive = once("SimpleRequest", request, compress);
        return run(compressing, "UnaryCall", "SimpleResponse", drive, { options: { compression: "gzip" } });
      };
      // The server has to notice a message that is not what it is said to be, or the rest says nothing.
      if (seesCompression) expect((await unary(true, false)).status.code).toBe(3);
      for (const compress of [true, false]) {
        const { status, received } = await unary(compress, compress);
        expect([status.code, sizes(received)]).toEqual([0, [314_159]]);
      }
    },
    async server_compressed_unary() {
      for (const compressed of [true, false]) {
        const request = {
          responseCompressed: { value: compressed },
          responseSize: 314_159,
          payload: payload(271_828),
        };
        const drive = once("SimpleRequest", request);
        const { status, received, events } = await run(compressing, "UnaryCall", "SimpleResponse", drive);
        expect([status.code, sizes(received)]).toEqual([0, [314_159]]);
        expect(encodings(events)).toEqual([compressed ? "gzip" : undefined]);
      }
    },
    async client_compressed_streaming() {
      const stream = (...list: readonly (readonly [number, boolean, boolean])[]) =>
        run(
          compressing,
          "StreamingInputCall",
          "StreamingInputCallResponse",
          ({ send, halfClose }) => {
            for (const [size, expected, compress] of list) {
              const request = { expectCompressed: { value: expected }, payload: payload(size) };
              send("StreamingInputCallRequest", request, compress);
            }
            halfClose();
          },
          { options: { compression: "gzip" } },
        );
      if (seesCompression) expect((await stream([27_182, true, false])).status.code).toBe(3);
      const { status, received } = await stream([27_182, true, true], [45_904, false, false]);
      expect([status.code, received]).toEqual([0, [{ aggregatedPayloadSize: 73_086 }]]);
    },
    async server_compressed_streaming() {
      const request = {
        responseParameters: [
          { size: 31_415, compressed: { value: true } },
          { size: 92_653, compressed: { value: false } },
        ],
      };
      const drive = once("StreamingOutputCallRequest", request);
      const { status, received, events } = await run(
        compressing,
        "StreamingOutputCall",
        "StreamingOutputCallResponse",
        drive,
      );
      expect([status.code, sizes(received)]).toEqual([0, [31_415, 92_653]]);
      expect(encodings(events)).toEqual(["gzip", undefined]);
    },
    async cancel_after_begin() {
      const { status } = await run(
        channel,
        "StreamingInputCall",
        "StreamingInputCallResponse",
        ({ cancel }) => cancel(),
      );
      expect(status.code).toBe(1);
    },
    async cancel_after_first_response() {
      const before = cancelled?.() ?? 0;
      const { status, received } = await run(
        channel,
        "FullDuplexCall",
        "StreamingOutputCallResponse",
        ({ send }) => send("StreamingOutputCallRequest", { ...parameters(31_415), payload: payload(27_182) }),
        {},
        (_count, { cancel }) => cancel(),
      );
      expect([status.code, sizes(received)]).toEqual([1, [31_415]]);
      if (cancelled !== undefined) await expect.poll(cancelled).toBe(before + 1);
    },
    async timeout_on_sleeping_server() {
      const request = {
        responseParameters: [{ size: 31_415, intervalUs: 5_000_000 }],
        payload: payload(27_182),
      };
      const { status } = await run(
        channel,
        "FullDuplexCall",
        "StreamingOutputCallResponse",
        ({ send }) => send("StreamingOutputCallRequest", request),
        { deadline: 20 },
      );
      expect(status.code).toBe(4);
    },
    async custom_metadata() {
      const metadata = [
        { name: "x-grpc-test-echo-initial", value: "test_initial_metadata_value" },
        { name: "x-grpc-test-echo-trailing-bin", value: Buffer.from("ababab", "hex").toString("base64") },
      ];
      const request = { responseSize: 314_159, payload: payload(271_828) };
      const unary = await run(channel, "UnaryCall", "SimpleResponse", once("SimpleRequest", request), {
        metadata,
      });
      const drive = once("StreamingOutputCallRequest", { ...parameters(314_159), payload: payload(271_828) });
      const answer = "StreamingOutputCallResponse";
      const duplex = await run(channel, "FullDuplexCall", answer, drive, { metadata });
      for (const { status, events } of [unary, duplex]) {
        expect(status.code).toBe(0);
        const headers = events.flatMap((event) => (event.kind === "response-headers" ? event.headers : []));
        const trailers = events.flatMap((event) => (event.kind === "trailers" ? event.trailers : []));
        expect(headers).toContainEqual(metadata[0]);
        expect(trailers).toContainEqual(metadata[1]);
      }
    },
    async status_code_and_message() {
      const responseStatus = { code: 2, message: "test status message" };
      const unary = once("SimpleRequest", { responseStatus });
      const duplex = once("StreamingOutputCallRequest", { responseStatus });
      for (const { status } of [
        await run(channel, "UnaryCall", "SimpleResponse", unary),
        await run(channel, "FullDuplexCall", "StreamingOutputCallResponse", duplex),
      ]) {
        expect([status.code, status.message]).toEqual([2, "test status message"]);
      }
    },
    async special_status_message() {
      const message = "\t\ntest with whitespace\r\nand Unicode BMP ☺ and non-BMP 😈\t\n";
      const drive = once("SimpleRequest", { responseStatus: { code: 2, message } });
      const { status } = await run(channel, "UnaryCall", "SimpleResponse", drive);
      expect([status.code, status.message]).toEqual([2, message]);
    },
    async unimplemented_method() {
      const { status } = await run(channel, "UnimplementedCall", "Empty", once("Empty", {}));
      expect(status.code).toBe(12);
    },
    async unimplemented_service() {
      const path = "/grpc.testing.UnimplementedService/UnimplementedCall";
      const { status } = await run(channel, "UnimplementedCall", "Empty", once("Empty", {}), { path });
      expect(status.code).toBe(12);
    },
  };
}
