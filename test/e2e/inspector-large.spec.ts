/** A payload of 64 MiB: what it costs the window is written down, what it shows is tested. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./harness/fixtures.ts";
import { launch, screenPath } from "./harness/launch.ts";

const MEBIBYTE = 1024 * 1024;

/** Messages of a text and a number, 64 MiB in all: six million records. */
function largeMessage(): Uint8Array {
  const text = Buffer.alloc(30, "a");
  const record = Buffer.concat([Buffer.from([0x0a, 34, 0x0a, 30]), text, Buffer.from([0x10, 1])]);
  const count = Math.floor((64 * MEBIBYTE) / record.length);
  return Buffer.concat(Array.from({ length: count }, () => record));
}

/** For machines that have other work, in ms. */
const PATIENCE = 120_000;

test("64 MiB are shown from their first to their last byte", async () => {
  test.setTimeout(3 * PATIENCE);
  const folder = await mkdtemp(join(tmpdir(), "byteglass-large-"));
  const file = join(folder, "large.bin");
  const bytes = largeMessage();
  await writeFile(file, bytes);
  const app = await launch();
  const { page } = app;
  await expect(page.getByText("engine ready")).toBeVisible();
  // The editor is loaded ahead of its first use: that is not what is measured.
  await page.waitForTimeout(4000);
  await page.evaluate(`(() => {
    window.longTasks = [];
    new PerformanceObserver((list) => window.longTasks.push(...list.getEntries().map(({ duration }) => duration)))
      .observe({ type: "longtask" });
  })()`);

  const start = Date.now();
  await app.electron.evaluate(
    ({ BrowserWindow }, path) =>
      BrowserWindow.getAllWindows()[0]?.webContents.send("byteglass:open-files", [path]),
    file,
  );
  const hex = page.getByRole("grid", { name: "Bytes" });
  await expect(hex.locator('[data-offset="0"]').first()).toBeVisible({ timeout: PATIENCE });
  const shown = Date.now() - start;
  const fields = page.getByRole("tree", { name: "Fields" });
  await expect(fields.getByRole("treeitem").first()).toContainText("message, 2 fields");
  await expect(page.getByText("records so far")).toBeVisible();
  await page.screenshot({ path: screenPath("payload-reading") });
  await hex.click();
  const jump = Date.now();
  await page.keyboard.press("ControlOrMeta+End");
  await expect(hex.locator(`[data-offset="${bytes.length - 1}"]`).first()).toBeVisible({ timeout: PATIENCE });
  const jumped = Date.now() - jump;
  await expect(page.getByTestId("byte-line")).toContainText(`at ${bytes.length - 1}`);
  expect(await hex.getByRole("row").count()).toBeLessThan(80);
  await expect(page.getByText("records so far")).toBeHidden({ timeout: PATIENCE });
  await expect(page.getByRole("tab", { name: /^Findings ?1/ })).toBeVisible();

  const longest = await page.evaluate("Math.max(0, ...window.longTasks)");
  const figures = `first page after ${shown} ms, last after ${jumped} ms more, longest task of the window ${longest} ms`;
  test.info().annotations.push({ type: "figures", description: figures });
  process.stdout.write(`${figures}\n`);
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
