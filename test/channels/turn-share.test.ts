import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from "vitest";
import type { Channel } from "../../core/channels/channel.ts";
import { createGrpcChannel } from "../../core/channels/grpc.ts";
import { createGrpcWebChannel } from "../../core/channels/grpc-web.ts";
import { TurnShare } from "../../core/channels/turn-share.ts";
import { type FloodServer, startFloodServer } from "./support/flood-server.ts";

/** Keeps the process busy for a time in ms. */
function keepBusy(time: number): void {
  const until = performance.now() + time;
  while (performance.now() < until);
}

const turn = () => new Promise((resolve) => setImmediate(resolve));

describe("a share of a turn", () => {
  afterEach(() => vi.restoreAllMocks());

  /** `work` and `rest` take their time, in ms, by a clock of their own. */
  function shared(share: number) {
    let now = 0;
    vi.spyOn(performance, "now").mockImplementation(() => now);
    const pass = (time: number) => {
      now += time;
    };
    const told: string[] = [];
    const spend = new TurnShare(
      () => told.push("hold"),
      () => told.push("release"),
      share,
    );
    return { told, work: (time: number) => spend.spend(() => pass(time)), rest: pass };
  }

  it("holds the source until the next turn once it is spent, and then begins anew", async () => {
    const { told, work } = shared(300);
    for (let chunk = 0; chunk < 4; chunk++) work(100);
    expect(told).toEqual(["hold"]);
    await turn();
    expect(told).toEqual(["hold", "release"]);
    work(50);
    expect(told).toEqual(["hold", "release"]);
    work(310);
    expect(told).toEqual(["hold", "release", "hold"]);
  });

  it("is not spent by a source that lets others work in between", () => {
    const { told, work, rest } = shared(400);
    for (let chunk = 0; chunk < 30; chunk++) {
      work(20);
      rest(3);
    }
    expect(told).toEqual([]);
  });

  it("is spent by work that fails, too", () => {
    const told: string[] = [];
    const share = new TurnShare(
      () => told.push("hold"),
      () => undefined,
      0,
    );
    const fail = () => {
      throw new Error("broken");
    };
    expect(() => share.spend(fail)).toThrow("broken");
    expect(told).toEqual(["hold"]);
  });
});

describe("a server that sends faster than it is read", () => {
  const flood = { count: 200, byteLength: 4096 };
  /** Messages that one turn may bring: a share of 8 ms at 4 ms each, and what the 64 KiB of one read hold. */
  const most = 24;
  let server: FloodServer;
  beforeAll(async () => {
    server = await startFloodServer(flood);
  });
  afterAll(() => server?.stop());

  const security = { mode: "plaintext" } as const;
  const ways: readonly (readonly [string, () => Channel])[] = [
    ["gRPC", () => createGrpcChannel({ target: server.targets["2"], security })],
    [
      "gRPC-Web over HTTP/2",
      () =>
        createGrpcWebChannel({ target: server.targets["2"], security }, "grpc-web", {
          http: { version: "2" },
        }),
    ],
    [
      "gRPC-Web over HTTP/1.1",
      () =>
        createGrpcWebChannel({ target: server.targets["1.1"], security }, "grpc-web", {
          http: { version: "1.1" },
        }),
    ],
  ];

  it.each(ways)("lets others have their turn: %s", async (_name, open) => {
    const channel = open();
    let [inTurn, longest, received, over] = [0, 0, 0, false];
    const watch = (): void => {
      inTurn = 0;
      if (!over) setImmediate(watch);
    };
    watch();
    const call = channel.open(
      { path: "/test.Echo/Flood", kind: "server-stream", metadata: [] },
      ({ kind }) => {
        // What comes while nobody reads waits in the sockets.
        if (kind === "response-headers") keepBusy(200);
        if (kind !== "message-received") return;
        keepBusy(1);
        inTurn++;
        longest = Math.max(longest, inTurn);
        received++;
        if (received === flood.count) call.cancel();
      },
    );
    call.halfClose();
    await call.done;
    over = true;
    channel.close();
    expect(received).toBe(flood.count);
    expect(longest).toBeLessThanOrEqual(most);
  });
});
