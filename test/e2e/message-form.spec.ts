/** The message as a form: what is typed there is in the JSON, and nothing else of it changes. */
import type { Page } from "@playwright/test";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";

async function openForm(page: Page): Promise<void> {
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.getByRole("button", { name: "Form", exact: true }).click();
}

/** The JSON of the message, which has lines of its own for every field. */
async function json(page: Page): Promise<string> {
  await page.getByRole("button", { name: "JSON", exact: true }).click();
  const lines = page.getByRole("region", { name: "Request" }).locator(".view-line");
  await expect(lines.first()).toBeVisible();
  const text = (await lines.allInnerTexts()).join("\n").replaceAll("\u00a0", " ");
  await page.getByRole("button", { name: "Form", exact: true }).click();
  return text;
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test("shows every field and is without faults for axe", async ({ app: { page } }) => {
      await openForm(page);
      await expect(page.getByRole("textbox", { name: "modelId" })).toHaveValue("general-v2");
      await page.screenshot({ path: screenPath(`message-form-${theme}`) });
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("writes what is typed into the JSON, and selects its bytes", async ({ app: { page } }) => {
  await openForm(page);
  const model = page.getByRole("textbox", { name: "modelId" });
  await model.fill('a "new" model');
  await expect(page.getByText("240 B protobuf")).toBeVisible();
  expect(await json(page)).toContain('"modelId": "a \\"new\\" model"');
  await page.getByRole("textbox", { name: "userId" }).focus();
  await expect(page.getByRole("treeitem", { name: /^userId/ })).toHaveAttribute("aria-selected", "true");
});

test("marks variables, also as numbers", async ({ app: { page } }) => {
  await openForm(page);
  const width = page.getByRole("textbox", { name: "width" }).first();
  await width.fill("{{nothing}}");
  await expect(page.locator(".message-form .variable-marks mark.unresolved")).toHaveText("{{nothing}}");
  expect(await json(page)).toMatch(/"width": \{\{nothing\}\}/);
});

test("adds, leaves out, and marks what does not fit", async ({ app: { page } }) => {
  await openForm(page);
  await page.getByRole("button", { name: "Leave out modelId" }).click();
  expect(await json(page)).not.toContain("modelId");
  await page.getByRole("textbox", { name: "modelId" }).fill("x");
  await page.getByRole("button", { name: "Add to inputs" }).click();
  await page.getByRole("textbox", { name: "id", exact: true }).last().fill("second");
  expect(await json(page)).toMatch(/"modelId": "x",\s+"inputs"/);
  await page.getByRole("textbox", { name: "width" }).first().fill("wide");
  await expect(page.locator(".message-form .form-wrong")).toContainText("wide");
  await page.screenshot({ path: screenPath("message-form-wrong") });
  await page.getByRole("textbox", { name: "width" }).first().fill("640");
  await expect(page.locator(".message-form .form-wrong")).toHaveCount(0);
});
