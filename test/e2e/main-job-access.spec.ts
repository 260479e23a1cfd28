/** The window without eyes or mouse: roles, names, contrast (axe), and the main job by keys alone. */
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { answerStatus } from "./harness/request-page.ts";

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("axe finds nothing wrong", async ({ app }) => {
      const { page } = app;
      await expect(page.getByText("engine ready")).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: "Start the sample server" }).click();
      await expect(page.getByText("237 B protobuf")).toBeVisible();
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await page.getByRole("treeitem", { name: /^value 2 I32 0\.9923/ }).click();
      await expect(page.locator(".selected-json").first()).toBeVisible();
      expect(await violations(page)).toEqual([]);
      for (const name of ["Timeline", "Headers", "Trailers", "Metadata", "Findings"]) {
        await page.getByRole("tab", { name: new RegExp(`^${name}`) }).click();
        expect(await violations(page)).toEqual([]);
      }
      await page.keyboard.press("ControlOrMeta+K");
      await expect(page.getByRole("dialog", { name: "Command palette" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("keys alone reach an answer", async ({ app }) => {
  const { page } = app;
  await expect(page.getByText("engine ready")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("sample server");
  await page.keyboard.press("Enter");
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
  await page.keyboard.press("ControlOrMeta+J");
  await expect(page.getByRole("region", { name: "Inspector" })).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+J");
  await page.keyboard.press("ControlOrMeta+B");
  await expect(page.getByRole("tree", { name: "Schema" })).toHaveCount(0);
  await page.keyboard.press("ControlOrMeta+T");
  await expect(page.getByRole("tab", { name: "New request" })).toBeVisible();
  await page.keyboard.press("Control+Tab");
  await expect(page.getByRole("tab", { name: "unary Predict", selected: true })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+W");
  await expect(page.getByRole("tab", { name: "unary Predict" })).toHaveCount(0);
});
