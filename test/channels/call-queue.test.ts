/** Which messages are under way together, and when a sender has to wait. */
import { describe, expect, it } from "vitest";
import { CallQueue, type Sending } from "../../core/channels/call-queue.ts";

/** The lengths of what can be sent now, `end` for the half-close. */
function takeAll(queue: CallQueue): readonly (number | "end")[] {
  const taken: (number | "end")[] = [];
  for (let next = queue.take(); next !== "nothing"; next = queue.take()) {
    taken.push(next === "end" ? "end" : next.bytes.length);
  }
  return taken;
}

/** Adds messages; answers with how many senders may go on at once. */
async function add(queue: CallQueue, lengths: readonly number[]): Promise<number> {
  let going = 0;
  for (const length of lengths) {
    queue.add(new Uint8Array(length), true, false).then(
      () => going++,
      () => undefined,
    );
  }
  await Promise.resolve();
  await Promise.resolve();
  return going;
}

describe("CallQueue", () => {
  it("lets small messages leave together, and the end with them", async () => {
    const queue = new CallQueue();
    expect(await add(queue, [10, 0, 20])).toBe(3);
    queue.close();
    expect(takeAll(queue)).toEqual([10, 0, 20, "end"]);
  });

  it("holds back what is too much at once until it was written", async () => {
    const queue = new CallQueue();
    expect(await add(queue, [40_000, 40_000, 1])).toBe(1);
    expect(takeAll(queue)).toEqual([40_000, 40_000]);
    expect(queue.written()?.bytes.length).toBe(40_000);
    expect(takeAll(queue)).toEqual([1]);
  });

  it("holds back empty messages, too", async () => {
    const queue = new CallQueue();
    const going = await add(
      queue,
      Array.from({ length: 10_000 }, () => 0),
    );
    expect(going).toBeGreaterThan(1000);
    expect(going).toBeLessThan(5000);
    expect(takeAll(queue).length).toBeLessThan(5000);
  });

  it("lets the end travel with the last message alone", async () => {
    const queue = new CallQueue();
    await add(queue, [1, 2]);
    queue.close();
    const [first, second] = [queue.take(), queue.take()] as [Sending, Sending];
    expect([queue.endsAfter(first), queue.endsAfter(second), queue.take()]).toEqual([false, true, "nothing"]);
  });

  it("lets nobody wait for a call that has ended", async () => {
    const queue = new CallQueue();
    const waiting = queue.add(new Uint8Array(100_000), true, false);
    queue.drop();
    await expect(waiting).rejects.toThrow("The call has ended: nothing more can be sent.");
    await expect(queue.add(new Uint8Array(1), true, false)).rejects.toThrow(
      "Nothing can be sent after the half-close.",
    );
  });

  it("takes the end behind the last message though there is no room", async () => {
    const queue = new CallQueue();
    await add(queue, [100_000]);
    queue.close();
    expect(queue.takeEnd()).toBe(false);
    expect(takeAll(queue)).toEqual([100_000]);
    expect([queue.takeEnd(), queue.takeEnd(), queue.isClosed]).toEqual([true, false, true]);
  });

  it("begins nothing more once it is stopped, and lets what is under way be written", async () => {
    const queue = new CallQueue();
    const under = queue.add(new Uint8Array(100_000), true, false);
    queue.take();
    const waiting = queue.add(new Uint8Array(1), true, false);
    queue.stop();
    await expect(waiting).rejects.toThrow("The call has ended: nothing more can be sent.");
    await expect(queue.add(new Uint8Array(1), true, false)).rejects.toThrow("The call has ended");
    expect(queue.written()?.bytes.length).toBe(100_000);
    await expect(under).resolves.toBeUndefined();
    queue.close();
    expect(takeAll(queue)).toEqual([]);
  });
});
