/** Requests of other tools: a pasted line becomes a request, a request a line, an export a collection. */
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { answerStatus } from "./harness/request-page.ts";
import { startSampleProcess } from "./harness/sample-process.ts";

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("a grpcurl line is imported, sent, and copied again", async ({ app }) => {
      const { page } = app;
      const sample = await startSampleProcess();
      const line = `grpcurl -plaintext -d '{"name": "models/general-v2"}' -max-time 5 ${sample.addresses.grpc} samples.vision.v1.ModelService/GetModel`;
      await page.keyboard.press("ControlOrMeta+K");
      await page.getByRole("combobox", { name: /^Search requests/ }).fill("Import requests");
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "Import requests" });
      await dialog.getByRole("textbox").fill(`${line} | jq .`);
      await expect(dialog.getByText("1 request", { exact: true })).toBeVisible();
      await expect(dialog.getByText("shell-operator")).toBeVisible();
      await page.screenshot({ path: screenPath(`import-${theme}`) });
      await dialog.getByRole("button", { name: "Open", exact: true }).click();
      await expect(page.getByText(/^\d+ B protobuf$/)).toBeVisible();
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await page.getByRole("button", { name: "Copy as…" }).click();
      const menu = page.getByRole("dialog", { name: "Copy as" });
      await menu.getByRole("button", { name: "grpcurl" }).click();
      await expect(menu.getByRole("textbox")).toHaveValue(
        `grpcurl \\\n  -plaintext \\\n  -max-time 5 \\\n  -d '{"name": "models/general-v2"}' \\\n  ${sample.addresses.grpc} samples.vision.v1.ModelService/GetModel`,
      );
      await page.screenshot({ path: screenPath(`copy-as-${theme}`) });
      await menu.getByRole("button", { name: "TypeScript" }).click();
      await expect(menu.getByRole("textbox")).toHaveValue(/createGrpcTransport/);
      await sample.stop();
    });
  });
}

/** What Postman exports: HTTP in folders. */
const POSTMAN = JSON.stringify({
  info: { name: "Vision", schema: "https://schema.getpostman.com/json/collection/v2.1.0/collection.json" },
  item: [
    {
      name: "models",
      item: [
        { name: "Get a model", request: { method: "GET", url: "{{base}}/v1/models/general-v2" } },
        { name: "All models", request: { method: "GET", url: "{{base}}/v1/models?page_size=2" } },
      ],
    },
    { name: "Somewhere else", request: { method: "PUT", url: "https://other.test/x" } },
  ],
});

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("an export of Postman becomes a collection, its methods by HTTP rules", async ({ app }) => {
      const { page, electron } = app;
      const folder = mkdtempSync(join(tmpdir(), "byteglass-e2e-import-"));
      await page.getByRole("button", { name: "Start the sample server" }).click();
      await expect(page.getByText(/^\d+ B protobuf$/)).toBeVisible();
      await page.keyboard.press("ControlOrMeta+K");
      await page.getByRole("combobox", { name: /^Search requests/ }).fill("Import requests");
      await page.keyboard.press("Enter");
      const dialog = page.getByRole("dialog", { name: "Import requests" });
      await dialog.getByRole("textbox", { name: /^A grpcurl/ }).fill(POSTMAN);
      const list = dialog.getByRole("list", { name: "Requests that were read" });
      await expect(list.getByText("{{base}} samples.vision.v1.ModelService/GetModel")).toBeVisible();
      await expect(list.getByText("no method yet")).toHaveCount(1);
      await expect(dialog.getByText(/“Somewhere else” has no method of this schema/)).toBeVisible();
      await page.screenshot({ path: screenPath(`import-postman-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await electron.evaluate(({ dialog: system }, path) => {
        system.showOpenDialog = async () => ({ canceled: false, filePaths: [path] });
      }, folder);
      await dialog.getByRole("button", { name: "Save in a folder…" }).click();
      await expect(dialog.getByText("Saved: 3 requests")).toBeVisible();
      await page.screenshot({ path: screenPath(`import-saved-${theme}`) });
      await dialog.getByRole("button", { name: "Done" }).click();
      const tree = page.getByRole("tree", { name: "Saved requests" });
      await tree.getByRole("treeitem", { name: "models" }).click();
      await tree.getByRole("treeitem", { name: /All models/ }).click();
      await expect(page.getByRole("tab", { name: /All models/ })).toHaveAttribute("aria-selected", "true");
      expect(readFileSync(join(folder, "models/Get a model.yml"), "utf8")).toContain("GetModel");
      rmSync(folder, { recursive: true, force: true });
    });
  });
}
