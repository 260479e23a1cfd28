/** Edits outlive the window and the engine; the inspector is fit for everybody. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { launch, screenPath } from "./harness/launch.ts";

async function openPayload(page: Page, hex: string): Promise<void> {
  await expect(page.getByText("engine ready")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: /^Search requests/ }).fill("paste a payload");
  await page.keyboard.press("Enter");
  await page.getByRole("textbox", { name: "Bytes as hex, base64 or text" }).fill(hex);
  await page.getByRole("button", { name: "Inspect" }).click();
  await expect(page.getByRole("grid", { name: "Bytes" })).toBeVisible();
}

const bytesOf = async (page: Page) =>
  (await page.getByRole("grid", { name: "Bytes" }).locator(".byte:not(.end)").allTextContents()).join(" ");

test("edits are there again after a restart, and can be undone then", async () => {
  const userData = await mkdtemp(join(tmpdir(), "byteglass-e2e-"));
  const first = await launch({ userData });
  await openPayload(first.page, "08 01 10 02");
  await first.page.getByRole("tree", { name: "Fields" }).getByRole("treeitem").first().dblclick();
  await first.page.getByRole("textbox", { name: "Value of 1" }).fill("300");
  await first.page.keyboard.press("Enter");
  await expect.poll(() => bytesOf(first.page)).toBe("08 ac 02 10 02");
  await first.close();

  const second = await launch({ userData });
  await expect.poll(() => bytesOf(second.page)).toBe("08 ac 02 10 02");
  await expect(second.page.getByText("2 bytes changed")).toBeVisible();
  await second.page.getByRole("button", { name: "Undo" }).click();
  await expect.poll(() => bytesOf(second.page)).toBe("08 01 10 02");
  await second.page.getByRole("button", { name: "Redo" }).click();
  await expect.poll(() => bytesOf(second.page)).toBe("08 ac 02 10 02");
  await second.close();
  await rm(userData, { recursive: true, force: true });
});

test("names and an inferred schema are there again after a restart", async () => {
  const userData = await mkdtemp(join(tmpdir(), "byteglass-e2e-"));
  const first = await launch({ userData });
  await openPayload(first.page, "08 96 01 12 05 68 65 6c 6c 6f");
  const fields = first.page.getByRole("tree", { name: "Fields" });
  await fields.getByRole("treeitem").nth(1).click();
  await fields.press("n");
  await first.page.getByRole("textbox", { name: "Name of field 2" }).fill("greeting");
  await first.page.keyboard.press("Enter");
  await expect(fields).toContainText("greeting");
  await first.page.getByRole("button", { name: "Write a .proto" }).click();
  await expect(first.page.getByRole("textbox", { name: "Name of field 2" })).toHaveValue("greeting");
  await first.page.getByRole("textbox", { name: "Name of field 1" }).fill("retries");
  await first.page.getByRole("button", { name: "Read the bytes as it" }).click();
  await expect(fields).toContainText("retries");
  await first.close();

  const second = await launch({ userData });
  await expect(second.page.getByRole("tree", { name: "Fields" })).toContainText("retries");
  await expect(second.page.getByRole("combobox", { name: "Read as" })).toHaveValue("Message");
  await openPayload(second.page, "08 01 12 01 61");
  await expect(second.page.getByRole("tree", { name: "Fields" })).toContainText("greeting");
  await second.close();
  await rm(userData, { recursive: true, force: true });
});

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("axe finds nothing wrong with a payload", async ({ app }) => {
      const { page } = app;
      await openPayload(
        page,
        "08 96 01 12 09 61 70 70 6c 65 5f 70 61 79 1a 06 03 8e 02 9e a7 05 2a 05 61 62",
      );
      await page.getByRole("tree", { name: "Fields" }).getByRole("treeitem").nth(2).click();
      await expect(page.getByRole("list", { name: "Readings" })).toBeVisible();
      await expect(
        page.getByRole("list", { name: "Bytes by field" }).getByRole("button").first(),
      ).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("tree", { name: "Fields" }).press("F2");
      await expect(page.getByRole("textbox", { name: "Value of 3" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Copy…" }).click();
      await expect(page.getByRole("button", { name: "Base64" })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("button", { name: "Break…" }).click();
      await expect(page.getByRole("button", { name: /^Truncate here/ })).toBeVisible();
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: /^Truncate here/ }).click();
      for (const name of ["Diff", "Frames", "JSON", "Text"]) {
        await page.getByRole("tab", { name: new RegExp(`^${name}`) }).click();
        expect(await violations(page)).toEqual([]);
      }
      for (const name of ["Which message is this?", "Write a .proto", "Send as…"]) {
        await page.getByRole("button", { name }).click();
        await expect(page.getByRole("dialog", { name })).toBeVisible();
        expect(await violations(page)).toEqual([]);
        await page.keyboard.press("Escape");
      }
    });

    test("text that is half as large again still fits", async ({ app }) => {
      const { page } = app;
      await openPayload(
        page,
        "08 96 01 12 09 61 70 70 6c 65 5f 70 61 79 1a 06 03 8e 02 9e a7 05 2a 05 61 62",
      );
      await app.electron.evaluate(({ BrowserWindow }) =>
        BrowserWindow.getAllWindows()[0]?.webContents.setZoomFactor(1.5),
      );
      await page.getByRole("tree", { name: "Fields" }).getByRole("treeitem").nth(2).click();
      await expect(page.getByRole("list", { name: "Readings" })).toBeVisible();
      await page.screenshot({ path: screenPath(`payload-large-text-${theme}`) });
    });
  });
}
