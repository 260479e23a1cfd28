/** Whatever is done to a call at whatever time, it ends once, and everything that waits for it is answered. */
import { getEventListeners } from "node:events";
import { setImmediate, setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel, ChannelEvent, OpenCall } from "../../../core/channels/channel.ts";
import { createGrpcChannel } from "../../../core/channels/grpc.ts";
import { type RunningGrpcServer, startGrpcServer } from "../support/grpc-server.ts";

let server: RunningGrpcServer;
let channel: Channel;
beforeAll(async () => {
  server = await startGrpcServer();
  channel = createGrpcChannel({ target: `127.0.0.1:${server.port}`, security: { mode: "plaintext" } });
});
afterAll(() => {
  channel.close();
  server.stop();
});

const methods = ["Unary", "ServerStream", "ClientStream", "Bidi", "FailAfter", "Stall", "Nothing"] as const;
const deeds = ["send", "half-close", "cancel", "abort", "pause", "resume", "turn", "millisecond"] as const;
type Deed = (typeof deeds)[number];

interface Story {
  readonly method: (typeof methods)[number];
  readonly deeds: readonly Deed[];
  readonly compressed: boolean;
  readonly deadline: number | undefined;
}

const stories: fc.Arbitrary<Story> = fc.record({
  method: fc.constantFrom(...methods),
  deeds: fc.array(fc.constantFrom(...deeds), { maxLength: 12 }),
  compressed: fc.boolean(),
  deadline: fc.constantFrom(undefined, 1, 5, 5000),
});

async function act(call: OpenCall, deed: Deed, abort: () => void, sends: Promise<string>[]): Promise<void> {
  switch (deed) {
    case "send":
      sends.push(
        call.send(Uint8Array.of(3, 1)).then(
          () => "sent",
          () => "not sent",
        ),
      );
      break;
    case "half-close":
      call.halfClose();
      break;
    case "cancel":
      call.cancel();
      break;
    case "abort":
      abort();
      break;
    case "pause":
      call.pause();
      break;
    case "resume":
      call.resume();
      break;
    case "turn":
      await setImmediate();
      break;
    case "millisecond":
      await setTimeout(1);
      break;
  }
}

async function live({ method, deeds: all, compressed, deadline }: Story) {
  const events: ChannelEvent[] = [];
  const controller = new AbortController();
  const call = channel.open(
    {
      path: `/test.Echo/${method}`,
      metadata: [],
      signal: controller.signal,
      ...(deadline === undefined ? {} : { deadline }),
      ...(compressed ? { options: { compression: "gzip" } } : {}),
    },
    (event) => events.push(event),
  );
  const sends: Promise<string>[] = [];
  for (const deed of all) await act(call, deed, () => controller.abort(), sends);
  call.resume();
  call.halfClose();
  // What neither a stalled server nor a call without its message would end by itself.
  const ending = setTimeout(100).then(() => call.cancel());
  const status = await call.done;
  const told = events.length;
  const outcomes = await Promise.race([Promise.all(sends), setTimeout(5000, ["waits for ever"])]);
  await ending;
  return { events, told, status, outcomes, listeners: getEventListeners(controller.signal, "abort").length };
}

describe("a call to which anything is done at any time", () => {
  it("ends once, with its status last, and answers all that waits", { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(stories, { minLength: 8, maxLength: 8 }), async (all) => {
        for (const { events, told, status, outcomes, listeners } of await Promise.all(all.map(live))) {
          expect(events.filter(({ kind }) => kind === "status")).toHaveLength(1);
          expect(events.at(-1)).toMatchObject({ kind: "status", status });
          expect(events).toHaveLength(told);
          const times = events.map(({ at }) => at);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          expect(outcomes).not.toContain("waits for ever");
          const sent = outcomes.filter((outcome) => outcome === "sent").length;
          expect(events.filter(({ kind }) => kind === "message-sent")).toHaveLength(sent);
          expect(events.filter(({ kind }) => kind === "half-close").length).toBeLessThanOrEqual(1);
          expect(listeners).toBe(0);
        }
      }),
      { numRuns: 30, endOnFailure: true },
    );
    // The connection is as good as before.
    const after = await live({ method: "Unary", deeds: ["send"], compressed: false, deadline: undefined });
    expect(after.status.code).toBe(0);
  });
});
