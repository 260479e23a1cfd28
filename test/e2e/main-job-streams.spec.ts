/** Streams and waits: messages as they come, a list to pick from, an end at a key. */
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus, copyEditor, pasteMessage } from "./harness/request-page.ts";

async function openMethod({ page }: RunningApp, name: string): Promise<void> {
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: /^Search requests/ }).fill(name);
  await page.getByRole("option", { name: new RegExp(`^method\\s*${name}`) }).click();
  await expect(page.getByRole("button", { name: new RegExp(`/${name} `) })).toBeVisible();
  await expect(page.getByText(/^\d+ B protobuf$/)).toBeVisible();
}

test("the messages of a stream can be picked", async ({ app }) => {
  const { page } = app;
  await openMethod(app, "WatchTraining");
  await pasteMessage(app, '{ "name": "models/general-v2", "interval": "0.1s" }');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
  const list = page.getByRole("listbox", { name: "Received messages" });
  await expect(list.getByRole("option")).toHaveCount(5);
  await list.getByRole("option").nth(1).click();
  await expect.poll(async () => JSON.parse(await copyEditor(app, "Answer")).step).toBe(2);
  await page.screenshot({ path: screenPath("stream-dark") });
  await page.getByRole("tab", { name: "Timeline" }).click();
  await page.getByRole("option", { name: /TrainingEvent #3/ }).click();
  await page.getByRole("tab", { name: "Body" }).click();
  await expect.poll(async () => JSON.parse(await copyEditor(app, "Answer")).step).toBe(3);
});

test("a client stream sends its messages in order", async ({ app }) => {
  const { page } = app;
  await openMethod(app, "UploadFrames");
  await pasteMessage(app, '{ "sequence": "1", "pixels": "AQID" }');
  await page.getByRole("button", { name: "Add a message" }).click();
  await pasteMessage(app, '{ "sequence": "2", "pixels": "BAUG" }');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
  expect(JSON.parse(await copyEditor(app, "Answer"))).toMatchObject({ frameCount: "2", byteCount: "6" });
});

test("a call that hangs says where it is and ends at Escape", async ({ app }) => {
  const { page } = app;
  await openMethod(app, "Hang");
  await page.getByRole("textbox", { name: "Deadline" }).fill("");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^waiting for headers/);
  await expect(page.getByRole("button", { name: /^Cancel Esc/ })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(answerStatus(app)).toHaveText(/^CANCELLED/);
});
