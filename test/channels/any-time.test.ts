/** Whatever is done to a call at whatever time, it ends once, and everything that waits for it is answered. */
import { getEventListeners } from "node:events";
import { setImmediate, setTimeout } from "node:timers/promises";
import fc from "fast-check";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { Channel, ChannelEvent, OpenCall } from "../../core/channels/channel.ts";
import { call } from "./support/call.ts";
import { everyKind, openSample, type Sample } from "./support/sample-channels.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());

const methods = ["Echo", "ListBytes"] as const;
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

async function act(open: OpenCall, deed: Deed, abort: () => void, sends: Promise<string>[]): Promise<void> {
  switch (deed) {
    case "send":
      sends.push(
        // An empty message is one of every type.
        open.send(new Uint8Array()).then(
          () => "sent",
          () => "not sent",
        ),
      );
      break;
    case "half-close":
      open.halfClose();
      break;
    case "cancel":
      open.cancel();
      break;
    case "abort":
      abort();
      break;
    case "pause":
      open.pause();
      break;
    case "resume":
      open.resume();
      break;
    case "turn":
      await setImmediate();
      break;
    case "millisecond":
      await setTimeout(1);
      break;
  }
}

type Channels = Readonly<Record<Story["method"], Channel>>;
const service = "samples.sink.v1.EchoService";

async function live(channels: Channels, { method, deeds: all, compressed, deadline }: Story) {
  const events: ChannelEvent[] = [];
  const controller = new AbortController();
  const open = channels[method].open(
    {
      path: `/${service}/${method}`,
      kind: method === "Echo" ? "unary" : "server-stream",
      metadata: [],
      signal: controller.signal,
      ...(deadline === undefined ? {} : { deadline }),
      ...(compressed ? { options: { compression: "gzip" } } : {}),
    },
    (event) => events.push(event),
  );
  const sends: Promise<string>[] = [];
  for (const deed of all) await act(open, deed, () => controller.abort(), sends);
  open.resume();
  open.halfClose();
  // What neither a stalled server nor a call without its message would end by itself.
  const ending = setTimeout(200).then(() => open.cancel());
  const status = await open.done;
  const told = events.length;
  const outcomes = await Promise.race([Promise.all(sends), setTimeout(5000, ["waits for ever"])]);
  await ending;
  return { events, told, status, outcomes, listeners: getEventListeners(controller.signal, "abort").length };
}

describe.each(everyKind)("a call on %s to which anything is done at any time", (kind) => {
  it("ends once, with its status last, and answers all that waits", { timeout: 120_000 }, async () => {
    const channelOf = (method: string): Channel =>
      sample.channelOf(kind, sample.method(`${service}/${method}`));
    const channels: Channels = { Echo: channelOf("Echo"), ListBytes: channelOf("ListBytes") };
    await fc.assert(
      fc.asyncProperty(fc.array(stories, { minLength: 8, maxLength: 8 }), async (all) => {
        const ended = await Promise.all(all.map((story) => live(channels, story)));
        for (const { events, told, status, outcomes, listeners } of ended) {
          expect(events.filter(({ kind }) => kind === "status")).toHaveLength(1);
          expect(events.at(-1)).toMatchObject({ kind: "status", status });
          expect(events).toHaveLength(told);
          const times = events.map(({ at }) => at);
          expect(times).toEqual([...times].sort((a, b) => a - b));
          expect(outcomes).not.toContain("waits for ever");
          expect(events.filter(({ kind }) => kind === "half-close").length).toBeLessThanOrEqual(1);
          expect(listeners).toBe(0);
        }
      }),
      { numRuns: 10, endOnFailure: true },
    );
    // The connection is as good as before.
    const path = `/${service}/Echo`;
    const after = await call(channels.Echo, [new Uint8Array()], { path, kind: "unary" });
    // Echo is not declared free of side effects: its server refuses a GET.
    expect(after.status.code).toBe(kind === "connect-get" ? 2 : 0);
    for (const channel of Object.values(channels)) channel.close();
  });
});
