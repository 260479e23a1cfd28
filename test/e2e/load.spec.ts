/** A request many times over, and the same request as a file for other tools. */
import { readFile } from "node:fs/promises";
import { join } from "node:path";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";

async function openRepeat({ page }: RunningApp): Promise<void> {
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.getByRole("tab", { name: "Repeat" }).click();
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test("a request is repeated, watched, stopped", async ({ app }) => {
      const { page } = app;
      await openRepeat(app);
      await page.getByRole("textbox", { name: "Calls" }).fill("300");
      await page.getByRole("textbox", { name: "At a time" }).fill("4");
      await page.getByRole("button", { name: "Repeat", exact: true }).click();
      const report = page.getByRole("region", { name: "What the load showed" });
      await expect(report).toContainText("Predict · 300 calls, 4 at a time", { timeout: 60_000 });
      await expect(report.getByRole("img", { name: /^Latencies from/ })).toBeVisible();
      await page.screenshot({ path: screenPath(`load-${theme}`) });
      expect(await violations(page)).toEqual([]);

      await page.getByRole("textbox", { name: "Calls" }).fill("");
      await page.getByRole("textbox", { name: "For", exact: true }).fill("60 s");
      await page.getByRole("button", { name: "Repeat", exact: true }).click();
      await expect(page.getByRole("status").filter({ hasText: /calls, .* of 1 min/ })).toBeVisible();
      await expect(page.getByRole("region", { name: "Progress" })).toContainText("p99");
      await page.screenshot({ path: screenPath(`load-running-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await expect(report).toContainText("stopped");
    });

    test("what fails is told by its status", async ({ app }) => {
      const { page } = app;
      await openRepeat(app);
      await page.getByRole("textbox", { name: "Deadline" }).fill("1 ms");
      await page.getByRole("textbox", { name: "Calls" }).fill("soon");
      await expect(page.getByText("“soon” is no number of calls")).toBeVisible();
      await page.getByRole("textbox", { name: "Calls" }).fill("60");
      await page.getByRole("button", { name: "Repeat", exact: true }).click();
      await expect(page.getByRole("row", { name: /^DEADLINE_EXCEEDED/ })).toBeVisible();
      await page.screenshot({ path: screenPath(`load-failing-${theme}`) });
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("a request is written for k6 and for ghz", async ({ app }) => {
  const { page, electron } = app;
  await openRepeat(app);
  await page.getByRole("button", { name: "Export as k6 or ghz…" }).click();
  await expect(page.getByRole("textbox", { name: "Predict.k6.js" })).toHaveValue(/k6\/net\/grpc/);
  await page.screenshot({ path: screenPath("load-script-dark") });
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: "ghz", exact: true }).click();
  const file = join(app.userData, "Predict.ghz.json");
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.getByRole("button", { name: "Save as Predict.ghz.json…" }).click();
  await expect(page.getByText(`Written to ${file}.`)).toBeAttached();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
    call: "samples.vision.v1.VisionService.Predict",
    total: 200,
  });
});
