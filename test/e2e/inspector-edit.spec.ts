/** Changing bytes: in the fields, in the hex, in the JSON; sending them as they are; going back. */
import type { Page } from "@playwright/test";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus, pasteMessage } from "./harness/request-page.ts";

async function chooseMethod(page: Page, name: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: /^Search requests/ }).fill(name);
  await page.keyboard.press("Enter");
}

async function openEcho(app: RunningApp): Promise<void> {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("PredictRequest")).toBeVisible();
  await chooseMethod(page, "EchoLabel");
  await expect(page.getByRole("tab", { name: /EchoLabel/ })).toBeVisible();
  await pasteMessage(app, '{"picture": "colour", "name": "red"}');
  await expect(page.getByText("13 B protobuf")).toBeVisible();
}

async function openPayload(app: RunningApp, hex: string): Promise<void> {
  const { page } = app;
  await chooseMethod(page, "paste a payload");
  await page.getByRole("textbox", { name: "Bytes as hex, base64 or text" }).fill(hex);
  await page.getByRole("button", { name: "Inspect" }).click();
  await expect(page.getByRole("grid", { name: "Bytes" })).toBeVisible();
}

const bytesOf = async (page: Page, label: string) =>
  (
    await page.getByRole("grid", { name: label, exact: true }).locator(".byte:not(.end)").allTextContents()
  ).join(" ");

test("a value that is changed in the fields is sent as it is, and the answer changes", async ({ app }) => {
  const { page } = app;
  await openEcho(app);
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(answerStatus(app)).toHaveText(/^OK/);
  await expect(page.getByRole("region", { name: "Answer" }).getByText('"red"')).toBeVisible();

  await page.getByRole("button", { name: "Request", exact: true }).click();
  await page.getByRole("tree", { name: "Records" }).getByRole("treeitem", { name: /"red"/ }).dblclick();
  await page.getByRole("textbox", { name: "Value of name" }).fill("green");
  await page.keyboard.press("Enter");
  await expect(page.getByText("These bytes are sent as they are, not the JSON.")).toBeVisible();
  await expect(page.getByText("6 bytes changed")).toBeVisible();
  await page.screenshot({ path: screenPath("edit-request-dark") });
  await page.getByRole("button", { name: /^Send Ctrl/ }).click();
  await expect(page.getByRole("region", { name: "Answer" }).getByText('"green"')).toBeVisible();

  await page.getByRole("button", { name: "Request", exact: true }).click();
  await page.getByRole("tree", { name: "Records" }).focus();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect(page.getByRole("tree", { name: "Records" }).getByText('"red"')).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Shift+Z");
  await expect(page.getByRole("tree", { name: "Records" }).getByText('"green"')).toBeVisible();
  await page.getByRole("button", { name: "Send the JSON again" }).click();
  await expect(page.getByRole("tree", { name: "Records" }).getByText('"red"')).toBeVisible();
});

test("bytes are typed over, inserted, removed and pasted", async ({ app }) => {
  const { page } = app;
  await expect(page.getByText("engine ready")).toBeVisible();
  await openPayload(app, "12 02 08 05");
  const hex = page.getByRole("grid", { name: "Bytes" });
  await hex.getByRole("gridcell", { name: "05" }).click();
  await page.keyboard.type("07");
  await expect.poll(() => bytesOf(page, "Bytes")).toBe("12 02 08 07");
  await expect(page.getByText("1 byte changed")).toBeVisible();
  // The length of the message around it is mended.
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("End");
  await page.keyboard.press("Insert");
  await page.keyboard.press("ArrowRight");
  await page.keyboard.type("10");
  await page.keyboard.type("01");
  await expect.poll(() => bytesOf(page, "Bytes")).toMatch(/^12 0. 08 07 10 01$/);
  await page.keyboard.press("Backspace");
  await page.keyboard.press("Backspace");
  await expect.poll(() => bytesOf(page, "Bytes")).toMatch(/^12 0. 08 07$/);
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText("18 2a"));
  await page.keyboard.press("ControlOrMeta+V");
  await expect.poll(() => bytesOf(page, "Bytes")).toMatch(/08 07 18 2a$/);
  for (let step = 0; step < 6; step += 1) await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(() => bytesOf(page, "Bytes")).toBe("12 02 08 05");
});

test("JSON is edited where there is a schema, and keeps what it does not say", async ({ app }) => {
  const { page } = app;
  await openEcho(app);
  await openPayload(app, "0a 06 63 6f 6c 6f 75 72 12 03 72 65 64 b8 3e 01");
  await page.getByRole("combobox", { name: "Read as" }).selectOption("samples.legacy.v1.Label");
  await expect(page.getByRole("tree", { name: "Fields" }).getByText("unknown field 999")).toBeVisible();
  await page.getByRole("tab", { name: "JSON", exact: true }).click();
  await page.getByRole("button", { name: "Edit", exact: true }).click();
  await app.electron.evaluate(({ clipboard }) =>
    clipboard.writeText('{"picture": "colour", "name": "blue"}'),
  );
  await page.getByRole("textbox", { name: "JSON being edited" }).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
  await page.screenshot({ path: screenPath("edit-json-dark") });
  await page.getByRole("button", { name: "Apply to the bytes" }).click();
  await expect.poll(() => bytesOf(page, "Bytes")).toBe("0a 06 63 6f 6c 6f 75 72 12 04 62 6c 75 65 b8 3e 01");
});

test("the JSON of one frame is edited, and its length is mended", async ({ app }) => {
  const { page } = app;
  await openEcho(app);
  await openPayload(app, "00 00 00 00 05 12 03 72 65 64 00 00 00 00 05 12 03 61 62 63");
  await page.getByRole("combobox", { name: "Read as" }).selectOption("samples.legacy.v1.Label");
  await page.getByRole("tab", { name: /^Frames/ }).click();
  await page.getByRole("button", { name: "Edit the JSON of frame 2" }).click();
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText('{"name": "blue", "picture": "sky"}'));
  await page.getByRole("textbox", { name: "JSON being edited" }).focus();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("ControlOrMeta+V");
  await page.screenshot({ path: screenPath("edit-frame-dark") });
  await page.getByRole("button", { name: "Apply to the bytes" }).click();
  await expect
    .poll(() => bytesOf(page, "Bytes"))
    .toBe("00 00 00 00 05 12 03 72 65 64 00 00 00 00 0b 0a 03 73 6b 79 12 04 62 6c 75 65");
});

test("broken bytes are sent on purpose, from a payload", async ({ app }) => {
  const { page } = app;
  await openEcho(app);
  await openPayload(app, "0a 06 63 6f 6c 6f 75 72 12 03 72 65 64");
  await page.getByRole("combobox", { name: "Read as" }).selectOption("samples.legacy.v1.Label");
  await page.getByRole("tree", { name: "Fields" }).getByText('"red"').click();
  await page.getByRole("button", { name: "Break…" }).click();
  await page.screenshot({ path: screenPath("break-menu-dark") });
  await page.getByRole("button", { name: /^Wrong length/ }).click();
  await expect.poll(() => bytesOf(page, "Bytes")).toBe("0a 06 63 6f 6c 6f 75 72 12 04 72 65 64");
  await expect(page.getByText("truncated-payload")).toBeVisible();
  await page.getByRole("button", { name: "Send as…" }).click();
  await page.screenshot({ path: screenPath("send-as-dark") });
  await expect(page.getByText("samples.sink.v1.EchoService/EchoLabel")).toBeVisible();
  await page.getByRole("button", { name: "Send 13 B" }).click();
  await expect(answerStatus(app)).not.toHaveText(/^OK/);
  await expect(page.getByRole("region", { name: "Answer" })).toContainText(
    /INTERNAL|INVALID_ARGUMENT|UNKNOWN/,
  );
  await page.screenshot({ path: screenPath("sent-broken-dark") });
});
