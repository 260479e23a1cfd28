import { expect, it } from "vitest";
import { prepare, stopPreparing } from "../../../renderer/actions/preparing.ts";

it("answers what was prepared", async () => {
  expect(await prepare("a", async () => 1)).toBe(1);
});

it("ends at once when it is cancelled, however long the work goes on", async () => {
  const prepared = prepare("a", () => new Promise(() => undefined));
  stopPreparing("another");
  stopPreparing("a");
  await expect(prepared).rejects.toMatchObject({
    record: { code: "cancelled", message: "Cancelled before anything was sent." },
  });
});

it("forgets what ended", async () => {
  await expect(prepare("a", () => Promise.reject(new Error("broken")))).rejects.toThrow("broken");
  expect(await prepare("a", async () => 2)).toBe(2);
  stopPreparing("a");
});
