/** Saved requests: a whole API as a collection, saved drafts, conflicts, the tree by mouse and keys, runs. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { answerStatus } from "./harness/request-page.ts";

let folder: string;
test.beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-e2e-collection-"));
});
test.afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** The system's dialogue answers with this path. */
async function choose(electron: ElectronApplication, path: string): Promise<void> {
  await electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = async () => ({ canceled: false, filePaths: [chosen] });
  }, path);
}

async function runEntry(page: Page, name: string): Promise<void> {
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: /^Search requests/ }).fill(name);
  await page
    .getByRole("option", { name: new RegExp(name) })
    .first()
    .click();
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("a whole API becomes a collection that is run", async ({ app }) => {
      const { page, electron } = app;
      await page.getByRole("button", { name: "Start the sample server" }).click();
      await expect(page.getByText(/^\d+ B protobuf$/)).toBeVisible();
      await choose(electron, folder);
      await runEntry(page, "Save every method as a collection");
      const tree = page.getByRole("tree", { name: "Saved requests" });
      await tree.getByRole("treeitem", { name: "samples.status.v1.StatusService" }).click();
      const fail = tree.getByRole("treeitem", { name: /ShowDetails/ });
      await expect(fail).toBeVisible();
      await tree.getByRole("treeitem", { name: "samples.vision.v1.ModelService" }).click();
      await tree.getByRole("treeitem", { name: /GetModel/ }).click();
      await expect(page.getByRole("tab", { name: /GetModel/ })).toHaveAttribute("aria-selected", "true");
      // The example of GetModel names a model that is not there; EchoLabel answers to anything.
      for (const [name, outcome] of [
        ["GetModel", "fail"],
        ["EchoLabel", "pass"],
      ] as const) {
        await page.getByRole("textbox", { name: "Filter requests" }).fill(name);
        const row = tree.getByRole("treeitem", { name: new RegExp(name) });
        await row.click({ button: "right" });
        const menu = page.getByRole("dialog", { name: "Actions" });
        if (outcome === "fail") await page.screenshot({ path: screenPath(`collection-menu-${theme}`) });
        await menu.getByRole("button", { name: "Run", exact: true }).click();
        await expect(row).toContainText(outcome);
      }
      await page.getByRole("textbox", { name: "Filter requests" }).fill("");
      await page.screenshot({ path: screenPath(`collection-${theme}`) });
    });
  });
}

test("a draft is saved, changed, and saved again; the file is plain", async ({ app }) => {
  const { page, electron } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText(/^\d+ B protobuf$/)).toBeVisible();
  await choose(electron, folder);
  await page.keyboard.press("ControlOrMeta+S");
  const dialog = page.getByRole("dialog", { name: "Save request" });
  await dialog.getByRole("button", { name: "New collection…" }).click();
  await expect(dialog.getByRole("combobox", { name: "Folder" })).toBeVisible();
  await dialog.getByRole("textbox", { name: "Name" }).fill("Predict a cat");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  const tab = page.getByRole("tab", { name: /Predict a cat/ });
  await expect(tab).toBeVisible();
  const file = join(folder, "Predict a cat.yml");
  await expect.poll(() => readFileSync(file, "utf8")).toContain("samples.vision.v1");
  await page.getByRole("textbox", { name: "Deadline" }).fill("7 s");
  await expect(tab.getByRole("img", { name: "not saved" })).toBeVisible();
  await page.keyboard.press("ControlOrMeta+S");
  await expect(tab.getByRole("img", { name: "not saved" })).toHaveCount(0);
  expect(readFileSync(file, "utf8")).toContain("7000");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
});

test("a file that changed on disk is not written over", async ({ app }) => {
  const { page, electron } = app;
  writeFileSync(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Mine\n");
  const file = join(folder, "Say.yml");
  const text = "info:\n  name: Say\n  type: grpc\ngrpc:\n  url: localhost:1\n  method: /a.B/C\n";
  writeFileSync(file, text);
  await choose(electron, folder);
  await page.getByRole("button", { name: "Open a collection…" }).click();
  const tree = page.getByRole("tree", { name: "Saved requests" });
  await tree.getByRole("treeitem", { name: /Say/ }).click();
  await page.getByRole("textbox", { name: "Deadline" }).fill("7 s");
  writeFileSync(file, `${text}# from outside\n`);
  await page.keyboard.press("ControlOrMeta+S");
  const dialog = page.getByRole("dialog", { name: "The file changed on disk" });
  await expect(dialog.getByRole("textbox", { name: "The file on disk" })).toHaveValue(/# from outside/);
  await page.screenshot({ path: screenPath("collection-conflict-dark") });
  expect(readFileSync(file, "utf8")).toBe(`${text}# from outside\n`);
  await dialog.getByRole("button", { name: "Save mine over it" }).click();
  await expect
    .poll(() => readFileSync(file, "utf8"))
    .toMatch(/# from outside[\s\S]*7000|7000[\s\S]*# from outside/);
});

test("the tree is changed by keys: rename, order, remove", async ({ app }) => {
  const { page, electron } = app;
  writeFileSync(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Mine\n");
  for (const [index, name] of ["One", "Two"].entries()) {
    writeFileSync(join(folder, `${name}.yml`), `info:\n  name: ${name}\n  type: grpc\n  seq: ${index + 1}\n`);
  }
  await choose(electron, folder);
  await page.getByRole("button", { name: "Open a collection…" }).click();
  const tree = page.getByRole("tree", { name: "Saved requests" });
  const names = () => tree.getByRole("treeitem").allInnerTexts();
  await expect
    .poll(names)
    .toEqual([
      expect.stringContaining("Mine"),
      expect.stringContaining("One"),
      expect.stringContaining("Two"),
    ]);
  await tree.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Alt+ArrowUp");
  await expect.poll(async () => (await names())[1]).toContain("Two");
  await page.keyboard.press("Home");
  await page.keyboard.press("ArrowDown");
  await page.keyboard.press("F2");
  const dialog = page.getByRole("dialog", { name: "Rename" });
  await dialog.getByRole("textbox", { name: "Name" }).fill("Zwei");
  await page.keyboard.press("Enter");
  await expect.poll(() => readdirSync(folder)).toContain("Zwei.yml");
  await tree.focus();
  await page.keyboard.press("Delete");
  await page.getByRole("dialog", { name: "Remove Zwei?" }).getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => readdirSync(folder)).not.toContain("Zwei.yml");
});
