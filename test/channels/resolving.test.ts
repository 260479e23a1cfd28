/** The look-up of a name is an event of the calls that waited for it, on every channel. */
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { call, only } from "./support/call.ts";
import { everyKind, openSample, type Sample } from "./support/sample-channels.ts";

let sample: Sample;
beforeAll(async () => {
  sample = await openSample();
});
afterAll(() => sample?.stop());

const quiet = { kind: "unary" as const, deadline: 10_000 };
const method = () => sample.method("samples.status.v1.StatusService/ShowDetails");

/** A GET of Connect is for methods without side effects: the server refuses it, which is an answer all the same. */
function channelTo(kind: (typeof everyKind)[number], host: string) {
  return sample.channelOf(kind, method(), { target: (own) => own.replace(/127\.0\.0\.1|localhost/, host) });
}

describe.each(everyKind)("%s", (kind) => {
  it("tells what localhost is, before it connects", async () => {
    const channel = channelTo(kind, "localhost");
    const path = `/${method().parent.typeName}/${method().name}`;
    const first = await call(channel, [new Uint8Array()], { ...quiet, path });
    const event = only(first.events, "resolving");
    expect(event).toMatchObject({ name: "localhost", addresses: expect.arrayContaining(["127.0.0.1"]) });
    expect(event.duration).toBeGreaterThan(0);
    expect(event.at).toBeGreaterThanOrEqual(event.duration);
    expect(first.events.slice(0, 3).map(({ kind: told }) => told)).toEqual([
      "connecting",
      "resolving",
      "connected",
    ]);
    // A call may end with its last frame, before the connection is free for the next one.
    const toldAgain = async () => {
      const { events } = await call(channel, [new Uint8Array()], { ...quiet, path });
      return events.filter(({ kind: told }) => told === "resolving").length;
    };
    await expect.poll(toldAgain).toBe(0);
    channel.close();
  });

  it("tells of a name that is none", async () => {
    const channel = channelTo(kind, "nowhere.invalid");
    const { events, status } = await call(channel, [new Uint8Array()], {
      ...quiet,
      path: "/samples.status.v1.StatusService/ShowDetails",
    });
    expect(status.code).toBe(14);
    expect(only(events, "resolving")).toMatchObject({ name: "nowhere.invalid", addresses: [] });
    channel.close();
  });
});

it("has nothing to tell of an address", async () => {
  const channel = channelTo("grpc", "127.0.0.1");
  const { events } = await call(channel, [new Uint8Array()], quiet);
  expect(events.filter(({ kind }) => kind === "resolving")).toEqual([]);
  channel.close();
});
