/** The request tab as a person uses it: by roles and names, by keys and the clipboard. */
import { expect } from "@playwright/test";
import type { RunningApp } from "./launch.ts";

/** Empties the message editor and pastes a body. */
export async function pasteMessage(app: RunningApp, json: string): Promise<void> {
  await app.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), json);
  await app.page.getByRole("textbox", { name: "Message", exact: true }).focus();
  await app.page.keyboard.press("ControlOrMeta+A");
  await app.page.keyboard.press("ControlOrMeta+V");
}

/** The whole text of an editor, which is not empty, taken by the clipboard: the editor draws only the lines in view. */
export async function copyEditor(app: RunningApp, name: string): Promise<string> {
  let text = "";
  const read = async () => {
    text = await app.electron.evaluate(({ clipboard }) => clipboard.readText());
    return text;
  };
  // Nothing can be copied out of an editor whose text has not come yet.
  await expect(async () => {
    await app.electron.evaluate(({ clipboard }) => clipboard.clear());
    await app.page.getByRole("textbox", { name, exact: true }).focus();
    await app.page.keyboard.press("ControlOrMeta+A");
    await app.page.keyboard.press("ControlOrMeta+C");
    await expect.poll(read, { timeout: 2000 }).not.toBe("");
  }).toPass({ timeout: 20_000 });
  // Nothing stays selected: screenshots show the window as a person leaves it.
  await app.page.keyboard.press("ControlOrMeta+Home");
  return text;
}

/** Status, time and size beside the answer; while a call runs, a second status below tells where it is. */
export function answerStatus(app: RunningApp) {
  return app.page.getByRole("region", { name: "Answer" }).getByRole("status").first();
}
