/** The schema's dialogues without eyes: axe finds nothing, and keys reach everything. Against Cerbos where it is there. */
import { cerbosMissing, cerbosProgram, type RunningCerbos, startCerbos } from "../servers/support/cerbos.ts";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { openMenu } from "./harness/schema-page.ts";

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("axe finds nothing wrong with the schema's dialogues", async ({ app }) => {
      const { page } = app;
      await page.getByRole("button", { name: "Start the sample server" }).click();
      await expect(page.getByText("237 B protobuf")).toBeVisible();
      for (const item of ["Sources…", "Compare…", "Export…"]) {
        await openMenu(page, item);
        await expect(page.getByRole("dialog").last()).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press("Escape");
      }
      await page.getByRole("tab", { name: "Docs" }).click();
      await expect(page.getByRole("region", { name: /^Docs of/ })).toContainText("model_id");
      expect(await violations(page)).toEqual([]);
      await page.getByRole("textbox", { name: "Filter the schema" }).fill("concept");
      await expect(page.getByRole("treeitem", { name: /max_concepts/ })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("treeitem", { name: /^msg Concept/ }).click();
      await expect(page.getByRole("article", { name: /^Docs of/ })).toBeVisible();
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("keys alone open, read and close the docs of what was found", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await page.keyboard.type("max_concepts");
  await expect(page.getByRole("option", { name: /max_concepts/ })).toBeVisible();
  await page.keyboard.press("Enter");
  const docs = page.getByRole("dialog", { name: "About samples.vision.v1.PredictRequest" });
  await expect(docs).toBeVisible();
  await page.keyboard.press("Tab");
  await page.keyboard.press("Escape");
  await expect(docs).toHaveCount(0);
});

test.describe("with Cerbos", () => {
  test.skip(cerbosProgram === undefined, cerbosMissing);
  let cerbos: RunningCerbos;
  test.beforeAll(async () => {
    cerbos = await startCerbos(cerbosProgram ?? "");
  });
  test.afterAll(() => cerbos.stop());

  test("docs, rules, search and export of what it reflects", async ({ app }) => {
    const { page } = app;
    await page.getByPlaceholder("localhost:50051").fill(cerbos.grpc);
    await page.getByRole("button", { name: "Connect" }).click();
    await expect(page.getByRole("treeitem", { name: "CerbosService" })).toBeVisible();
    await page.getByRole("treeitem", { name: /CheckResources/ }).click();
    await expect(page.getByText(/B protobuf/)).toBeVisible();
    await expect(page.getByRole("list", { name: "Problems in the message" })).toContainText("rule");
    await page.screenshot({ path: screenPath("schema-cerbos-rules") });
    await page.getByRole("tab", { name: "Docs" }).click();
    const docs = page.getByRole("region", { name: "Docs of cerbos.svc.v1.CerbosService/CheckResources" });
    await expect(docs).toContainText("principal");
    await expect(docs.getByRole("list", { name: "Rules" }).first()).toBeVisible();
    await page.screenshot({ path: screenPath("schema-cerbos-docs") });
    await page.getByRole("textbox", { name: "Filter the schema" }).fill("effect");
    await expect(page.getByRole("treeitem", { name: /EFFECT_ALLOW/ }).first()).toBeVisible();
    await page.screenshot({ path: screenPath("schema-cerbos-filter") });
    expect(await violations(page)).toEqual([]);
  });
});
