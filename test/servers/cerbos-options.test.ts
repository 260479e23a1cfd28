/** Call options against Cerbos: what grpc-go and grpc-gateway make of them. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { CallOptions } from "../../core/contract/call-options.ts";
import type { CallRequest } from "../../core/contract/params.ts";
import { type Caller, openCaller, reflectionOf } from "./support/caller.ts";
import { cerbosMissing, cerbosProgram } from "./support/cerbos.ts";
import { describeWith } from "./support/programs.ts";
import { serverInfo, serverInfoAnswer, started } from "./support/terminal.ts";

const checkResources = "cerbos.svc.v1.CerbosService/CheckResources";
const check = (id: string) =>
  `{"requestId":"${id}","principal":{"id":"p","roles":["user"]},"resources":[{"actions":["view"],"resource":{"kind":"album","id":"1","attr":{"size":3}}}]}`;

describeWith("Cerbos and call options", cerbosProgram, cerbosMissing, (program) => {
  const cerbos = started(program);
  let caller: Caller;
  beforeAll(async () => {
    caller = await openCaller(reflectionOf(cerbos().grpc));
  });
  afterAll(() => caller?.close());

  describe.each(["grpc", "http-json"] as const)("over %s", (channel) => {
    const ask = (method: string, body: string, more: Partial<CallRequest> = {}) =>
      caller.call(channel === "grpc" ? cerbos().grpc : cerbos().http, method, [body], { channel, ...more });
    const withOptions = (options: CallOptions, id = "r") => ask(checkResources, check(id), { options });

    it("reads a request that is compressed, or says that it is refused", async () => {
      const { code, message, record } = await withOptions({ compression: "gzip" }, "r".repeat(3000));
      const sent = record.events.find(({ kind }) => kind === "message-sent");
      expect(sent).toMatchObject({ transfer: { encoding: "gzip" } });
      if (channel === "grpc") expect([code, message]).toEqual([0, ""]);
      else {
        // grpc-gateway does not unpack requests.
        expect(code).toBe(3);
        expect(record.status).toMatchObject({
          explanation: "The request was compressed with gzip, which the server seems not to take.",
          hint: "Send it as it is (in a terminal, without --compress).",
        });
      }
    });

    it("bounds what is sent and what is received, with the step that raises the bound", async () => {
      const sent = await withOptions({ maximumSentByteLength: 10 });
      expect([sent.code, sent.record.status.steps]).toEqual([
        8,
        [expect.objectContaining({ kind: "raise-sent-limit" })],
      ]);
      const received = await withOptions({ maximumReceivedByteLength: 10 });
      expect([received.code, received.record.status.steps]).toEqual([
        8,
        [expect.objectContaining({ kind: "raise-message-limit" })],
      ]);
    });

    it("answers an authority and a user agent of one's own", async () => {
      const target = channel === "grpc" ? cerbos().grpc : cerbos().http;
      const connection = {
        authority: "cerbos.example",
        userAgent: "mine/1",
        keepalive: { interval: 20_000 },
      };
      const { code, messages } = await ask(serverInfo, "{}", {
        server: { target, security: { mode: "auto" }, connection },
      });
      expect([code, messages]).toEqual([0, [serverInfoAnswer]]);
    });
  });

  it("tells a change of health while it watches", async () => {
    const { code, messages } = await caller.call(cerbos().grpc, "grpc.health.v1.Health/Watch", ["{}"], {
      deadline: 1500,
    });
    expect(messages).toEqual([{ status: "SERVING" }]);
    // Cerbos knows the deadline, too, and may end the stream with CANCELLED just before our own clock does.
    expect([4, 1]).toContain(code);
  });
});
