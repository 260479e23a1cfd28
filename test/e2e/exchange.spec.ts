/** Requests of other tools: a pasted line becomes a request, a request becomes a line. */
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
