import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import { ConnectWatch } from "../../../core/channels/grpc/connect-watch.ts";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

describe("waiting for a connection", () => {
  const given: string[] = [];
  const waiting = (name: string) => ({ giveUp: () => void given.push(name) });
  beforeEach(() => void given.splice(0));

  it("ends each call when its own time has passed", () => {
    const watch = new ConnectWatch(1000);
    watch.add(waiting("first"));
    vi.advanceTimersByTime(400);
    watch.add(waiting("second"));
    vi.advanceTimersByTime(599);
    expect(given).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(given).toEqual(["first"]);
    vi.advanceTimersByTime(400);
    expect(given).toEqual(["first", "second"]);
    expect(vi.getTimerCount()).toBe(0);
  });

  it("leaves calls alone that got their stream", () => {
    const watch = new ConnectWatch(1000);
    const [first, second] = [waiting("first"), waiting("second")];
    watch.add(first);
    vi.advanceTimersByTime(500);
    watch.delete(first);
    watch.add(second);
    vi.advanceTimersByTime(999);
    expect(given).toEqual([]);
    vi.advanceTimersByTime(1);
    expect(given).toEqual(["second"]);
  });

  it("has one timer however many calls come and go, and none when all is over", () => {
    const watch = new ConnectWatch(1000);
    for (let index = 0; index < 100; index++) {
      const call = waiting("none");
      watch.add(call);
      watch.delete(call);
    }
    expect(vi.getTimerCount()).toBe(1);
    vi.advanceTimersByTime(1000);
    expect({ timers: vi.getTimerCount(), given }).toEqual({ timers: 0, given: [] });
  });
});
