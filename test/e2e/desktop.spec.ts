/** What comes from outside the page: the menu, files, the clipboard, the system's dialogues. */
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./harness/fixtures.ts";
import { launch, type RunningApp } from "./harness/launch.ts";

let folder: string;
test.beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-desktop-"));
  writeFileSync(join(folder, "payload.bin"), Uint8Array.of(0x08, 0x96, 0x01));
});
test.afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Chooses an item of the application menu, as a click does. */
function chooseMenu(app: RunningApp, ...labels: readonly string[]): Promise<void> {
  return app.electron.evaluate(({ Menu }, path) => {
    let items = Menu.getApplicationMenu()?.items ?? [];
    for (const label of path) {
      const item = items.find((candidate) => candidate.label.replace("&", "") === label);
      if (item === undefined) throw new Error(`The menu has no ${label}.`);
      // A plain item has null here, whatever its type says.
      if (item.submenu) items = item.submenu.items;
      else item.click();
    }
  }, labels);
}

const byteCells = (app: RunningApp) => app.page.getByRole("grid", { name: "Bytes" }).getByRole("row");

test("the menu opens a request", async ({ app }) => {
  await chooseMenu(app, "File", "New Request");
  await expect(app.page.getByRole("tab", { name: /New request/ })).toBeVisible();
});

test("the menu inspects what is on the clipboard", async ({ app }) => {
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText("08 96 01"));
  await chooseMenu(app, "File", "Inspect Clipboard");
  await expect(byteCells(app).first()).toHaveAccessibleName(/^0000 08 96 01/);
});

test("Open… asks for files and inspects them", async ({ app }) => {
  await app.electron.evaluate(
    ({ dialog }, file) => {
      dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [file] });
    },
    join(folder, "payload.bin"),
  );
  await chooseMenu(app, "File", "Open…");
  await expect(byteCells(app).first()).toHaveAccessibleName(/^0000 08 96 01/);
});

test("a file on the command line is inspected", async () => {
  const app = await launch({ words: [join(folder, "payload.bin")] });
  await expect(byteCells(app).first()).toHaveAccessibleName(/^0000 08 96 01/);
  await app.close();
});

test("the theme of the menu is the theme of the page", async ({ app }) => {
  await chooseMenu(app, "View", "Theme", "Light");
  await expect
    .poll(() => app.page.evaluate("matchMedia('(prefers-color-scheme: light)').matches"))
    .toBe(true);
  await app.page.evaluate("byteglass.setTheme('dark')");
  const checked = () =>
    app.electron.evaluate(({ Menu }) => Menu.getApplicationMenu()?.getMenuItemById("theme-dark")?.checked);
  await expect.poll(checked).toBe(true);
});

test("a file is saved where the dialogue says, and nowhere when it is closed", async ({ app }) => {
  const target = join(folder, "saved.json");
  const save = (choice: { canceled: boolean; filePath: string }) =>
    app.electron
      .evaluate(({ dialog }, answer) => {
        dialog.showSaveDialog = async () => answer;
      }, choice)
      .then(() =>
        app.page.evaluate(`byteglass.saveFile({ title: "Save", suggestedName: "a.json", content: "{}" })`),
      );
  expect(await save({ canceled: true, filePath: "" })).toBe(undefined);
  expect(await save({ canceled: false, filePath: target })).toBe(target);
  expect(readFileSync(target, "utf8")).toBe("{}");
  const absent = join(folder, "absent/a.json");
  await expect(save({ canceled: false, filePath: absent })).rejects.toThrow(
    `${absent} could not be saved (ENOENT: no such file or directory, open '${absent}'). Choose a place you may write to.`,
  );
});
