/** Examples: a whole body, one field, and what was typed before an example or another method took its place. */
import type { Page } from "@playwright/test";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { copyEditor, pasteMessage } from "./harness/request-page.ts";

/** Chooses a method for the request in front by typing a part of its name. */
async function chooseMethod(page: Page, letters: string): Promise<void> {
  await page.getByRole("button", { name: /^Method/ }).click();
  await page.getByRole("dialog", { name: "Methods" }).getByRole("combobox").fill(letters);
  await page.keyboard.press("Enter");
}

const TYPED = '{\n  "modelId": "general-v2",\n  "inputs": [{ "id": "mine" }]\n}';

test("another method keeps what was typed, and offers it", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await pasteMessage(app, TYPED);
  await chooseMethod(page, "EchoService/Echo");
  await expect(page.getByText("What you typed for Predict is kept.")).toBeVisible();
  await page.screenshot({ path: screenPath("schema-kept-body") });
  expect(await copyEditor(app, "Message")).not.toContain("mine");
  await chooseMethod(page, "VisionService/Predict");
  await expect.poll(() => copyEditor(app, "Message")).toBe(TYPED);
  await page.getByRole("button", { name: "Example" }).click();
  await expect.poll(() => copyEditor(app, "Message")).toContain("userAppId");
  await page.getByRole("button", { name: "Put it back" }).click();
  await expect.poll(() => copyEditor(app, "Message")).toBe(TYPED);
});

test("a field is put in with an example of its value", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await pasteMessage(app, "{\n  \n}");
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.type('"userApp');
  await expect(page.locator(".suggest-widget .monaco-list-row").first()).toContainText("userAppId");
  await page.screenshot({ path: screenPath("schema-field-example") });
  await page.keyboard.press("Enter");
  await expect.poll(() => copyEditor(app, "Message")).toContain('"userId": ""');
  expect(JSON.parse(await copyEditor(app, "Message"))).toHaveProperty("userAppId.appId");
});

test("Any is typed from the types that are loaded, and its fields follow", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await pasteMessage(app, '{\n  "extras": [\n    {\n      \n    }\n  ]\n}');
  await page.keyboard.press("ControlOrMeta+Home");
  for (let line = 0; line < 3; line += 1) await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  const suggestions = page.locator(".suggest-widget .monaco-list-row");
  await page.keyboard.type('"');
  await expect(suggestions.first()).toContainText("@type");
  await page.keyboard.press("Enter");
  await page.keyboard.type("vision.v1.Wish");
  await expect(suggestions.first()).toContainText("samples.vision.v1.Wish");
  await page.screenshot({ path: screenPath("schema-any-types") });
  await page.keyboard.press("Enter");
  await page.keyboard.press("End");
  await page.keyboard.type(', "wei');
  await expect(suggestions.first()).toContainText("weight");
  await page.keyboard.press("Enter");
  await expect
    .poll(async () => JSON.parse(await copyEditor(app, "Message")).extras)
    .toEqual([{ "@type": "type.googleapis.com/samples.vision.v1.Wish", weight: expect.any(Number) }]);
});

test("bytes are typed as text or hex, and become base64", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await chooseMethod(page, "EchoService/Echo");
  await pasteMessage(app, '{\n  "wellKnown": { "bytesWrapper": "" }\n}');
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  for (let step = 0; step < 3; step += 1) await page.keyboard.press("ArrowLeft");
  await page.keyboard.type("0aff");
  const suggestions = page.locator(".suggest-widget .monaco-list-row");
  await expect(suggestions.first()).toContainText("base64 0aff, as it is");
  await expect(suggestions.nth(1)).toContainText("hex 0aff → Cv8=");
  await page.screenshot({ path: screenPath("schema-byte-forms") });
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("Enter");
  await expect.poll(() => copyEditor(app, "Message")).toContain('"bytesWrapper": "Cv8="');
});

test("the bytes of a file are put into a bytes field, in the JSON and in the form", async ({ app }) => {
  const { page } = app;
  const contents = [Buffer.from([0x0a, 0xff]), Buffer.from([1, 2, 3])];
  // From the start: a listener that comes with the click may come too late.
  page.on("filechooser", (chooser) => {
    const buffer = contents.shift() ?? Buffer.alloc(0);
    void chooser.setFiles({ name: "cat.bin", mimeType: "application/octet-stream", buffer });
  });
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await chooseMethod(page, "EchoService/Echo");
  await pasteMessage(app, '{\n  "bytesValue": ""\n}');
  await page.keyboard.press("ControlOrMeta+Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("End");
  await page.keyboard.press("ArrowLeft");
  await page.keyboard.press("ControlOrMeta+Space");
  await expect(page.locator(".suggest-widget .monaco-list-row")).toContainText(["the bytes of a file…"]);
  await page.keyboard.press("Enter");
  await expect.poll(() => copyEditor(app, "Message")).toContain('"bytesValue": "Cv8="');
  await page.getByRole("button", { name: "Form", exact: true }).click();
  await page.getByRole("button", { name: "Bytes of a file for bytesValue" }).click();
  await expect(page.getByRole("textbox", { name: "bytesValue", exact: true })).toHaveValue("AQID");
  await page.screenshot({ path: screenPath("message-form-bytes") });
});
