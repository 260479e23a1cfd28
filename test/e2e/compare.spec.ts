/** One message over several channels, side by side. */
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";

for (const theme of ["dark", "light"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test("channels are compared", async ({ app }) => {
      const { page } = app;
      await page.getByRole("button", { name: "Start the sample server" }).click();
      await expect(page.getByText("237 B protobuf")).toBeVisible();
      await page.getByRole("tab", { name: "Compare" }).click();
      await page.getByRole("combobox", { name: "Calls a channel" }).selectOption("20");
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      const table = page.getByRole("table", { name: /Predict · 20 calls each, interleaved/ });
      await expect(table).toBeVisible({ timeout: 60_000 });
      await expect(table.getByRole("row")).toHaveCount(6);
      await expect(table.getByRole("row", { name: /^gRPC-Web/ })).toContainText("same answer");
      // JSON cannot carry the field that the schema does not know.
      await expect(table.getByRole("row", { name: /^HTTP \+ JSON/ })).toContainText("same but for 1 field");
      await expect(page.getByText(/fewer body bytes than/)).toBeVisible();
      await page.screenshot({ path: screenPath(`compare-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await page.getByRole("combobox", { name: "Calls a channel" }).selectOption("1000");
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      await expect(page.getByText(/^compared \d+ of 1000$/)).toBeVisible();
      await page.getByRole("button", { name: "Stop" }).click();
      await expect(page.getByRole("table", { name: /stopped/ })).toBeVisible();
    });
  });
}

test("a comparison sends what a call would: its bytes, its options and its own deadline", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.getByRole("button", { name: "deadline", exact: true }).click();
  await page.getByRole("textbox", { name: "Usual deadline" }).fill("1 ms");
  await page.screenshot({ path: screenPath("deadline-usual-dark") });
  expect(await violations(page)).toEqual([]);
  await page.keyboard.press("Escape");
  await page.getByRole("textbox", { name: "Deadline" }).fill("");
  await page.getByRole("tab", { name: "Compare" }).click();
  await page.getByRole("combobox", { name: "Calls a channel" }).selectOption("20");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("row", { name: /^HTTP \+ JSON .*DEADLINE_EXCEEDED/ })).toBeVisible();
  await page.getByRole("textbox", { name: "Deadline" }).fill("none");
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  await expect(page.getByRole("row", { name: /^gRPC-Web .*same answer/ })).toBeVisible();
});

for (const theme of ["dark", "light"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test("answers that differ are told field by field", async ({ app }) => {
      const { page } = app;
      await page.getByRole("button", { name: "Start the sample server" }).click();
      await expect(page.getByText("237 B protobuf")).toBeVisible();
      await page.getByRole("treeitem", { name: /EchoMetadata$/ }).click();
      await expect(page.getByRole("button", { name: /\/EchoMetadata / })).toBeVisible();
      await page.getByRole("tab", { name: "Compare" }).click();
      await page.getByRole("combobox", { name: "Calls a channel" }).selectOption("20");
      await page.getByRole("button", { name: "Compare", exact: true }).click();
      await expect(page.getByRole("table", { name: "Fields that differ" })).toBeVisible({ timeout: 60_000 });
      await page.screenshot({ path: screenPath(`compare-different-${theme}`) });
      expect(await violations(page)).toEqual([]);
    });
  });
}
