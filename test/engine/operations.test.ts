import { describe, expect, it } from "vitest";
import { createOperations } from "../../core/engine/operations.ts";

/** Work that ends only when it is aborted, with the reason. */
function untilAborted(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    signal.addEventListener("abort", () => reject(signal.reason), { once: true });
  });
}

describe("operations", () => {
  it("answers with what the work answers, and frees the id", async () => {
    const operations = createOperations();
    expect(await operations.run("one", async () => 1)).toBe(1);
    expect(await operations.run("one", async () => 2)).toBe(2);
  });

  it("passes a failure on, and frees the id", async () => {
    const operations = createOperations();
    await expect(operations.run("one", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
    expect(await operations.run("one", async () => 2)).toBe(2);
  });

  it("cancels one by its id", async () => {
    const operations = createOperations();
    const outcome = operations.run("one", untilAborted);
    operations.cancel("two");
    operations.cancel("one");
    await expect(outcome).rejects.toMatchObject({
      code: "cancelled",
      message: "The operation was cancelled.",
    });
  });

  it("refuses an id that is taken", async () => {
    const operations = createOperations();
    const outcome = operations.run("one", untilAborted);
    await expect(operations.run("one", async () => 1)).rejects.toMatchObject({
      code: "usage",
      message: 'An operation with the id "one" is still running.',
    });
    operations.cancel("one");
    await expect(outcome).rejects.toMatchObject({ code: "cancelled" });
  });

  it("refuses more than 256 at once", async () => {
    const operations = createOperations();
    const all = Array.from({ length: 256 }, (_, index) => operations.run(String(index), untilAborted));
    await expect(operations.run("more", async () => 1)).rejects.toMatchObject({ code: "too-large" });
    await operations.close();
    const outcomes = await Promise.allSettled(all);
    expect(outcomes.every(({ status }) => status === "rejected")).toBe(true);
  });
});
