/** One selection for bytes, records and JSON: set in any of them, seen in all three. */
import type { Page } from "@playwright/test";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus, pasteMessage } from "./harness/request-page.ts";

const BODY = `{
  "modelId": "general-v2",
  "inputs": [
    { "id": "cat-01", "text": "a cat" }
  ]
}`;

/** Opens the sample's Predict request, puts a small body in and sends it. */
async function sendBody(app: RunningApp): Promise<void> {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  // The example is in its place, and does not come behind the paste.
  await expect(page.getByText(/^\d+ B protobuf$/)).toBeVisible();
  await pasteMessage(app, BODY);
  await expect(page.getByText("29 B protobuf")).toBeVisible();
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(answerStatus(app)).toHaveText(/^OK/);
}

const line = (page: Page) => page.getByTestId("selection-line");
const selectedRow = (page: Page) =>
  page.getByRole("tree", { name: "Records" }).getByRole("treeitem", { selected: true });
const selectedBytes = async (page: Page) =>
  (
    await page
      .getByRole("grid", { name: "Bytes" })
      .getByRole("gridcell", { selected: true })
      .allTextContents()
  ).join(" ");
const selectedJson = async (page: Page, pane: "Request" | "Answer") =>
  (await page.getByRole("region", { name: pane }).locator(".selected-json").allTextContents())
    .join("")
    // The editor draws spaces as no-break spaces.
    .replaceAll("\u00a0", " ");
const byte = (page: Page, offset: number) =>
  page
    .getByRole("grid", { name: "Bytes" })
    .getByRole("gridcell")
    .and(page.locator(`[data-offset="${offset}"]`));

test("a byte, a record and a place in the answer's JSON select each other", async ({ app }) => {
  const { page } = app;
  await sendBody(app);

  await byte(page, 0x1e).click();
  await expect(line(page)).toHaveText(
    "outputs[0].concepts[0].valuefloat · field 2 · I32 · 001c +515 | 5f 07 7e 3f",
  );
  await expect(selectedRow(page)).toHaveText(/^value2·I320\.9923001c \+5$/);
  await expect.poll(() => selectedBytes(page)).toBe("15 5f 07 7e 3f");
  await expect.poll(() => selectedJson(page, "Answer")).toBe('"value": 0.9923');
  await page.screenshot({ path: screenPath("selection-byte-dark") });

  await page.getByRole("treeitem", { name: /whiskers/ }).click();
  await expect(line(page)).toHaveText(/^outputs\[0\]\.concepts\[1\]\.name/);
  await expect.poll(() => selectedBytes(page)).toBe("0a 08 77 68 69 73 6b 65 72 73");
  await expect.poll(() => selectedJson(page, "Answer")).toBe('"name": "whiskers"');

  await page.getByRole("region", { name: "Answer" }).getByText('"SUCCESS"').click();
  await expect(line(page)).toHaveText(/^status\.code/);
  await expect(selectedRow(page)).toHaveText(/^code1·VARINTSUCCESS \(10000\)/);
  await expect.poll(() => selectedBytes(page)).toBe("08 90 4e");
});

test("the request's bytes and its JSON as typed select each other", async ({ app }) => {
  const { page } = app;
  await sendBody(app);
  await page.getByRole("button", { name: "Request", exact: true }).click();
  await byte(page, 3).click();
  await expect(line(page)).toHaveText(/^modelIdstring · field 2 · LEN · 0000 \+12/);
  await expect.poll(() => selectedJson(page, "Request")).toBe('"modelId": "general-v2"');
  await page.getByRole("region", { name: "Request" }).getByText('"a cat"').click();
  await expect(line(page)).toHaveText(/^inputs\[0\]\.text/);
  await expect(selectedRow(page)).toHaveText(/^text3·LEN"a cat"/);
});

test("keys walk bytes, atoms and records", async ({ app }) => {
  const { page } = app;
  await sendBody(app);
  const hex = page.getByRole("grid", { name: "Bytes" });
  await byte(page, 0).click();
  await expect(line(page)).toHaveText(/^status/);
  await hex.press("ArrowRight");
  await hex.press("ArrowRight");
  await expect(line(page)).toHaveText(/^status\.code/);
  await hex.press("Alt+ArrowRight");
  await hex.press("Alt+ArrowRight");
  await expect(line(page)).toHaveText(/^status\.description/);
  await page.getByRole("tree", { name: "Records" }).press("ArrowDown");
  await expect(line(page)).toHaveText(/^outputs\[0\]/);
  await page.keyboard.press("ArrowLeft");
  await expect(page.getByRole("tree", { name: "Records" }).getByRole("treeitem")).toHaveCount(4);
  await page.keyboard.press("ArrowRight");
  await page.keyboard.press("ArrowRight");
  await expect(line(page)).toHaveText(/^outputs\[0\]\.id/);
});
