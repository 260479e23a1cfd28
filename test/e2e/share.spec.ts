/** A request as one file: written here, opened in another app with no server behind it. */
import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { launch, screenPath } from "./harness/launch.ts";
import { answerStatus, copyEditor } from "./harness/request-page.ts";
import { startSampleProcess } from "./harness/sample-process.ts";

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("is shared with its answer and its descriptors", async ({ app }) => {
      const { page, electron } = app;
      const folder = mkdtempSync(join(tmpdir(), "byteglass-share-"));
      const file = join(folder, "Get a model.byteglass");
      const sample = await startSampleProcess();
      writeFileSync(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo: {name: api}\n");
      writeFileSync(
        join(folder, "get.yml"),
        `info: {name: Get a model, type: grpc}\ngrpc: {url: '${sample.addresses.grpc}', method: /samples.vision.v1.ModelService/GetModel, message: '{"name": "{{model}}"}'}\nruntime: {variables: [{name: model, value: models/general-v2}]}\n`,
      );
      await electron.evaluate(
        ({ dialog }, [path, out]) => {
          dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
          dialog.showSaveDialog = async () => ({ canceled: false, filePath: out });
        },
        [folder, file] as const,
      );
      await page.getByRole("button", { name: "Open a collection…" }).click();
      await page.getByRole("treeitem", { name: /Get a model/ }).click();
      await expect(page.getByText("19 B protobuf")).toBeVisible();
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await page.getByRole("button", { name: "Copy as…" }).click();
      const dialog = page.getByRole("dialog", { name: "Copy as" });
      for (const form of ["buf curl", "curl", "TypeScript", "grpcurl"]) {
        await dialog.getByRole("button", { name: form, exact: true }).click();
        await expect(dialog.getByRole("button", { name: form, exact: true })).toHaveAttribute(
          "aria-pressed",
          "true",
        );
      }
      await page.screenshot({ path: screenPath(`copy-as-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Share as one file…" }).click();
      await expect.poll(() => existsSync(file)).toBe(true);
      expect(readFileSync(file, "utf8").split("\n").length).toBeGreaterThan(4);
      await sample.stop();

      const other = await launch({ theme, words: [file] });
      await expect(other.page.getByRole("tab", { name: /GetModel/ })).toBeVisible();
      await expect(other.page.getByText("19 B protobuf")).toBeVisible();
      await expect(other.page.getByText(/GetModelRequest #1|Model #1/).first()).toBeVisible();
      await other.page.screenshot({ path: screenPath(`shared-${theme}`) });
      expect(await copyEditor(other, "Message")).toContain("{{model}}");
      await other.close();
      rmSync(folder, { recursive: true, force: true });
    });
  });
}
