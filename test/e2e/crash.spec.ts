/** The app is killed without a word: what was typed is there again. */
import { mkdtempSync, readdirSync, rmSync, statSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { launch, type RunningApp, screenPath } from "./harness/launch.ts";
import { copyEditor, pasteMessage } from "./harness/request-page.ts";

/** Longer than the pause after the last key, and than the write itself. */
const WRITTEN = 1500;

async function kill({ electron }: RunningApp): Promise<void> {
  const ended = new Promise((resolve) => electron.process().once("exit", resolve));
  electron.process().kill("SIGKILL");
  await ended;
}

/** When each tab's file was written last. */
function writeTimes(folder: string): Readonly<Record<string, number>> {
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" });
  const tabs = names.filter((name) => /tab-[^/]*\.state$/.test(name));
  return Object.fromEntries(tabs.map((name) => [name, statSync(join(folder, name)).mtimeMs]));
}

test("unsaved drafts survive a killed app, and typing writes the tab in front alone", async () => {
  const userData = mkdtempSync(join(tmpdir(), "byteglass-crash-"));
  const first = await launch({ userData });
  await first.page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(first.page.getByText(/^\d+ B protobuf$/)).toBeVisible();
  await pasteMessage(first, '{"modelId": "first draft"}');
  await first.page.keyboard.press("ControlOrMeta+T");
  await first.page.getByRole("textbox", { name: "Address of the gRPC server" }).fill("second.draft:1");
  await first.page.waitForTimeout(WRITTEN);
  const before = writeTimes(userData);
  expect(Object.keys(before)).toHaveLength(2);
  await first.page.getByRole("textbox", { name: "Deadline" }).fill("77 s");
  await first.page.waitForTimeout(WRITTEN);
  const after = writeTimes(userData);
  expect(Object.keys(after).filter((name) => after[name] !== before[name])).toHaveLength(1);
  await kill(first);

  const second = await launch({ userData });
  await expect(second.page.getByRole("textbox", { name: "Address of the gRPC server" })).toHaveValue(
    "second.draft:1",
  );
  await expect(second.page.getByRole("textbox", { name: "Deadline" })).toHaveValue("77 s");
  await second.page.getByRole("tab", { name: /Predict/ }).click();
  expect(await copyEditor(second, "Message")).toBe('{"modelId": "first draft"}');
  await second.page.keyboard.press("ControlOrMeta+W");
  await second.page.waitForTimeout(WRITTEN);
  expect(Object.keys(writeTimes(userData))).toHaveLength(1);
  await second.close();
  // Processes of the killed app may still be on their way out.
  rmSync(userData, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
});

test("an engine that does not stay up is told, and forgotten once it does", async () => {
  const app = await launch();
  const { page, electron } = app;
  await expect(page.getByText("engine ready")).toBeVisible();
  const ended = new Set<number>();
  while (ended.size < 3) {
    const pid = await electron.evaluate(
      ({ app: electronApp }) =>
        electronApp.getAppMetrics().find(({ name }) => name === "Byteglass engine")?.pid ?? 0,
    );
    if (pid === 0 || ended.has(pid)) continue;
    ended.add(pid);
    process.kill(pid, "SIGKILL");
  }
  const trouble = page.getByRole("alert").filter({ hasText: "The engine ended 3 times in a row" });
  await expect(trouble).toBeVisible();
  await page.screenshot({ path: screenPath("engine-trouble-dark") });
  await expect(page.getByText(/^engine ready, restarted/)).toBeVisible();
  await expect(trouble).toBeHidden();
  await app.close();
});
