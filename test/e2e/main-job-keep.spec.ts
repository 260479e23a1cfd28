/** Nothing that was typed is ever lost: not by a restart, not by a crash of the engine, not by closing a tab. */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./harness/fixtures.ts";
import { launch } from "./harness/launch.ts";
import { answerStatus, copyEditor, pasteMessage } from "./harness/request-page.ts";

const TYPED = '{ "modelId": "half typed';

test("drafts come back after a restart, as they were typed", async () => {
  const userData = await mkdtemp(join(tmpdir(), "byteglass-e2e-"));
  try {
    const first = await launch({ userData });
    await first.page.getByRole("button", { name: "Start the sample server" }).click();
    await expect(first.page.getByText("237 B protobuf")).toBeVisible();
    await pasteMessage(first, TYPED);
    await first.page.getByRole("textbox", { name: "Deadline" }).fill("7 s");
    await first.page.getByRole("tab", { name: "Metadata" }).click();
    await first.page.getByRole("textbox", { name: "Name of entry 1" }).fill("x-one");
    await first.page.getByRole("textbox", { name: "Value of entry 1" }).fill("1");
    await first.page.getByRole("tab", { name: "Message" }).click();
    await first.close();

    const second = await launch({ userData });
    expect(await copyEditor(second, "Message")).toBe(TYPED);
    await expect(second.page.getByRole("textbox", { name: "Deadline" })).toHaveValue("7 s");
    await expect(second.page.getByRole("tab", { name: /^Metadata/ })).toHaveText("Metadata1");
    await expect(second.page.getByText(/reflection v1/)).toBeVisible();
    await pasteMessage(second, '{ "modelId": "general-v2", "inputs": [{ "text": "a" }] }');
    await second.page.keyboard.press("ControlOrMeta+Enter");
    await expect(answerStatus(second)).toHaveText(/^OK/);
    await second.close();
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

test("an engine that dies costs nothing that was typed", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await pasteMessage(app, TYPED);
  const pid = await app.electron.evaluate(
    ({ app: electronApp }) =>
      electronApp.getAppMetrics().find((metric) => metric.name === "Byteglass engine")?.pid ?? 0,
  );
  process.kill(pid, "SIGKILL");
  await expect(page.getByText("engine ready, restarted once")).toBeVisible();
  await expect(page.getByText(/reflection v1/)).toBeVisible();
  expect(await copyEditor(app, "Message")).toBe(TYPED);
  await expect(page.getByRole("list", { name: "Problems in the message" })).toBeVisible();
  await pasteMessage(app, '{ "modelId": "general-v2", "inputs": [{ "text": "a" }] }');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
});

test("a closed tab can be brought back", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await pasteMessage(app, TYPED);
  await page.getByRole("tab", { name: /Predict/ }).click({ button: "middle" });
  await expect(page.getByRole("heading", { name: "Try the sample server" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Shift+T");
  expect(await copyEditor(app, "Message")).toBe(TYPED);
});
