import { describe, expect, it } from "vitest";
import { conclude } from "../../../core/calls/compare/conclusion.ts";
import { packedSizes, textSizes } from "../../../core/calls/compare/header-size.ts";
import type { ChannelComparison, Latency } from "../../../core/contract/compare.ts";

describe("a conclusion", () => {
  const latency = (p5: number, p95: number): Latency => ({
    ...{ minimum: p5, p5, p50: (p5 + p95) / 2, p95, p99: p95, maximum: p95, mean: p95 },
  });
  const one = (
    channel: ChannelComparison["channel"],
    bytes: number,
    time: Latency | undefined,
    more: Partial<ChannelComparison> = {},
  ): ChannelComparison => {
    const traffic = { body: bytes / 2, uncompressedBody: 0, firstHeaders: 0, laterHeaders: 0 };
    const rest = {
      target: "",
      protocol: "",
      failures: [],
      differences: [],
      jsonHabits: [],
      varying: [],
      answer: "same" as const,
    };
    const timed = time === undefined ? {} : { latency: time };
    return {
      channel,
      okCount: time === undefined ? 0 : 9,
      request: traffic,
      response: traffic,
      ...rest,
      ...timed,
      ...more,
    };
  };
  const status = { code: 5, name: "NOT_FOUND", message: "gone", explanation: "", hint: "", details: [] };
  const alike = { failures: [{ status, count: 3 }] };
  it.each<[string, ChannelComparison[], number, string]>([
    ["none", [one("grpc", 0, undefined)], 50, "No channel answered, so there is nothing to compare."],
    [
      "none, and all for the same reason",
      [one("grpc", 0, undefined, alike), one("http-json", 0, undefined, alike)],
      50,
      "All ended alike, with NOT_FOUND: there is no answer to compare.",
    ],
    [
      "none, for one reason or another",
      [one("grpc", 0, undefined, alike), one("http-json", 0, undefined)],
      50,
      "No channel answered, so there is nothing to compare.",
    ],
    [
      "overlapping times",
      [one("grpc", 60, latency(1, 3)), one("http-json", 100, latency(2, 4))],
      50,
      "gRPC moves 40% fewer body bytes than HTTP + JSON here. Their latencies overlap: these calls do not tell which is faster.",
    ],
    [
      "times apart",
      [one("grpc", 100, latency(1, 2)), one("connect", 100, latency(3, 4))],
      50,
      "All move as many bytes in their bodies here. gRPC is faster than Connect: even its slow calls (p95) are under the other's fast ones (p5).",
    ],
    [
      "few calls, one that failed, one that differs",
      [
        one("grpc", 100, latency(1, 2)),
        one("connect", 100, latency(3, 4), { answer: "different", differences: [{ path: "a", value: "1" }] }),
        one("grpc-web", 0, undefined),
        one("connect-get", 0, undefined),
        one("http-json", 0, undefined),
      ],
      5,
      "gRPC-Web, Connect GET and HTTP + JSON did not answer. All move as many bytes in their bodies here. 5 calls are too few to say which is faster. Connect answered differently.",
    ],
    [
      "an id that each call has",
      [
        one("grpc", 100, latency(1, 2), { answer: "varies", varying: ["callId"] }),
        one("connect", 100, latency(1, 2), { answer: "varies", varying: ["callId"] }),
      ],
      20,
      "All move as many bytes in their bodies here. Their latencies overlap: these calls do not tell which is faster. callId changes from call to call, and is not compared.",
    ],
    [
      "one that JSON cannot carry whole",
      [
        one("grpc", 100, latency(1, 2)),
        one("http-json", 100, latency(1, 2), {
          answer: "different",
          differences: [{ path: "9", reference: "1", reason: { code: "unknown-field", words: "" } }],
        }),
      ],
      1,
      "All move as many bytes in their bodies here. 1 call is too few to say which is faster. HTTP + JSON answered the same but for what JSON does not carry.",
    ],
  ])("of %s", (_, channels, count, words) => {
    expect(conclude(channels, count)).toBe(words);
  });
});

describe("headers", () => {
  const headers = {
    line: "POST /pkg.Service/Method",
    authority: "localhost:50051",
    secure: false,
    request: [
      { name: "content-type", value: "application/grpc" },
      { name: "te", value: "trailers" },
      { name: "x-id", value: "1" },
      { name: "x-id", value: "2" },
    ],
    response: [{ name: "content-type", value: "application/grpc" }],
    httpStatus: 200,
    trailers: [{ name: "grpc-status", value: "0" }],
  };

  it("of HTTP/2 are packed, and repeat little", async () => {
    const sizes = await packedSizes(headers);
    const plain = textSizes(headers);
    expect(sizes?.request.first).toBeGreaterThan(40);
    expect(sizes?.request.first).toBeLessThan(plain.request.first);
    // nghttp2 keeps no paths in its table; of every other field an index is left.
    expect(sizes?.request.later).toBeLessThanOrEqual("/pkg.Service/Method".length + 8);
    expect(sizes?.response.later).toBeLessThanOrEqual(4);
  });

  it("of HTTP/1.1 are their text", () => {
    const { request } = textSizes({ ...headers, request: [], line: "GET http://localhost:8080/v1/a?b=c" });
    expect(request.first).toBe("GET /v1/a?b=c HTTP/1.1\r\nhost: localhost:50051\r\n\r\n".length);
  });
});
