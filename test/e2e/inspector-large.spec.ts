/** A payload of 64 MiB: what it costs the window is written down, what it shows is tested. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./harness/fixtures.ts";
import { launch } from "./harness/launch.ts";

const MEBIBYTE = 1024 * 1024;

/** Records of one field, each a text of 1,000 letters, 64 MiB in all. */
function largeMessage(): Uint8Array {
  const record = Buffer.concat([Buffer.from([0x0a, 0xe8, 0x07]), Buffer.alloc(1000, "a")]);
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
  await hex.click();
  const jump = Date.now();
  await page.keyboard.press("ControlOrMeta+End");
  await expect(hex.locator(`[data-offset="${bytes.length - 1}"]`).first()).toBeVisible({ timeout: PATIENCE });
  const jumped = Date.now() - jump;
  await expect(page.getByTestId("byte-line")).toContainText(`at ${bytes.length - 1}`);
  expect(await hex.getByRole("row").count()).toBeLessThan(80);

  const longest = await page.evaluate("Math.max(0, ...window.longTasks)");
  const figures = `first page after ${shown} ms, last after ${jumped} ms more, longest task of the window ${longest} ms`;
  test.info().annotations.push({ type: "figures", description: figures });
  process.stdout.write(`${figures}\n`);
  await app.close();
  await rm(folder, { recursive: true, force: true });
});
