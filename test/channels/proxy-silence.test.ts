/** Which connections that came about in no time were the proxy's to answer for. */
import { describe, expect, it } from "vitest";
import { readRoute, traceOf } from "../../core/channels/route/dial.ts";
import { proxySilence } from "../../core/channels/route/proxy-silence.ts";
import type { ConnectionTrace } from "../../core/channels/route/trace.ts";

const silence = {
  reason: "proxy-silent",
  address: "http://proxy.test:3128",
  message: "The proxy http://proxy.test:3128 takes the connection and says nothing.",
};

describe("the proxy is to blame", () => {
  it.each<[string, (trace: ConnectionTrace) => void, typeof silence | undefined]>([
    ["while it is asked for the server", (trace) => void trace.begin("proxy"), silence],
    ["while TLS with it is under way", (trace) => void trace.begin("proxy-tls"), silence],
    [
      "when the wait for it was given up",
      (trace) => {
        trace.begin("tcp")("ok", "");
        trace.begin("proxy");
        trace.fail("too late");
      },
      silence,
    ],
    ["not while it is connected to", (trace) => void trace.begin("tcp"), undefined],
    [
      "not once it has answered",
      (trace) => {
        trace.begin("proxy")("ok", "");
        trace.begin("tls");
      },
      undefined,
    ],
    ["not before anything", () => undefined, undefined],
  ])("%s", (_, happen, expected) => {
    const route = readRoute({
      target: "server.test:50051",
      security: { mode: "plaintext" },
      connection: { proxy: { kind: "url", url: "http://proxy.test:3128" } },
    });
    happen(traceOf(route));
    const found = proxySilence(route);
    if (expected === undefined) expect(found).toBeUndefined();
    else expect(found).toMatchObject(expected);
  });

  it("not where there is none", () => {
    const route = readRoute({ target: "127.0.0.1:50051", security: { mode: "plaintext" } });
    traceOf(route).begin("proxy");
    expect(proxySilence(route)).toBeUndefined();
  });
});
