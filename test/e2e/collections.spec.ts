/** Saved requests: a whole API as a collection, saved drafts, conflicts, the tree by mouse and keys, runs. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { ElectronApplication, Page } from "@playwright/test";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { answerStatus } from "./harness/request-page.ts";
import { startSampleProcess } from "./harness/sample-process.ts";

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
  await tree.getByRole("textbox", { name: /^New name of/ }).fill("Zwei");
  await page.keyboard.press("Enter");
  await expect.poll(() => readdirSync(folder)).toContain("Zwei.yml");
  await tree.focus();
  await page.keyboard.press("Delete");
  await page.getByRole("dialog", { name: "Remove Zwei?" }).getByRole("button", { name: "Remove" }).click();
  await expect.poll(() => readdirSync(folder)).not.toContain("Zwei.yml");
});

/** A collection with folders of requests that answer, and some that do not. */
function writeCollection(target: string): void {
  writeFileSync(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: vision-api\n");
  for (const [name, model, status] of [
    ["Get a model", "models/general-v2", "OK"],
    ["Get no model", "models/none", "NOT_FOUND"],
    ["Expect the wrong", "models/general-v2", "NOT_FOUND"],
  ] as const) {
    mkdirSync(join(folder, "smoke"), { recursive: true });
    writeFileSync(
      join(folder, "smoke", `${name}.yml`),
      [
        `info: {name: ${name}, type: grpc}`,
        `grpc: {url: '${target}', method: /samples.vision.v1.ModelService/GetModel, message: '{"name": "${model}"}'}`,
        `runtime: {assertions: [{expression: status, operator: eq, value: ${status}}]}`,
        "",
      ].join("\n"),
    );
  }
  mkdirSync(join(folder, "later"));
  writeFileSync(join(folder, "later/folder.yml"), "info: {name: later, type: folder}\n");
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("a folder is run with its results in the tree, and requests are dragged", async ({ app }) => {
      const { page, electron } = app;
      const sample = await startSampleProcess();
      writeCollection(sample.addresses.grpc);
      await choose(electron, folder);
      await page.getByRole("button", { name: "Open a collection…" }).click();
      const tree = page.getByRole("tree", { name: "Saved requests" });
      const smoke = tree.getByRole("treeitem", { name: /^smoke/ });
      await expect(smoke).toContainText("3 assertions");
      await smoke.click();
      await tree.getByRole("treeitem", { name: /Get a model/ }).click();
      await expect(page.getByText("19 B protobuf")).toBeVisible();
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await expect(tree.getByRole("treeitem", { name: /Get a model/ })).toContainText(/ms|s$/);
      await smoke.click({ button: "right" });
      await page
        .getByRole("dialog", { name: "Actions" })
        .getByRole("button", { name: "Run", exact: true })
        .click();
      for (const [name, outcome] of [
        ["Get a model", "pass"],
        ["Get no model", "pass"],
        ["Expect the wrong", "fail"],
      ] as const) {
        await expect(tree.getByRole("treeitem", { name: new RegExp(name) })).toContainText(outcome);
      }
      await page.screenshot({ path: screenPath(`collection-run-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await tree
        .getByRole("treeitem", { name: /Get no model/ })
        .dragTo(tree.getByRole("treeitem", { name: /^later/ }));
      await expect.poll(() => readdirSync(join(folder, "later"))).toContain("Get no model.yml");
      await tree.getByRole("treeitem", { name: /Get a model/ }).click({ button: "right" });
      await page.getByRole("dialog", { name: "Actions" }).getByRole("button", { name: "Duplicate" }).click();
      const copy = tree.getByRole("treeitem", { name: /Get a model copy/ });
      await expect(copy).toBeVisible();
      await copy.click({ button: "right" });
      await page.getByRole("dialog", { name: "Actions" }).getByRole("button", { name: "Rename" }).click();
      await page.screenshot({ path: screenPath(`collection-rename-${theme}`) });
      await page.keyboard.press("Escape");
      await expect(copy).toBeVisible();
      await sample.stop();
    });
  });
}

test("a collection of 5,000 requests draws only what is seen, and is searched", async ({ app }) => {
  const { page, electron } = app;
  writeFileSync(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Large\n");
  for (let index = 0; index < 5000; index += 1) {
    const place = join(folder, `part ${Math.floor(index / 100)}`);
    if (index % 100 === 0) mkdirSync(place);
    writeFileSync(
      join(place, `Request ${index}.yml`),
      `info: {name: Request ${index}, type: grpc, seq: ${index}}\ngrpc: {url: 'localhost:1', method: /a.B/C}\n`,
    );
  }
  await choose(electron, folder);
  await page.getByRole("button", { name: "Open a collection…" }).click();
  const tree = page.getByRole("tree", { name: "Saved requests" });
  await expect(tree.getByRole("treeitem", { name: /part 0/ })).toBeVisible();
  await page.getByRole("textbox", { name: "Filter requests" }).fill("Request");
  await expect(tree.getByRole("treeitem", { name: "Request 0", exact: false }).first()).toBeVisible();
  expect(await tree.getByRole("treeitem").count()).toBeLessThan(120);
  await tree.focus();
  await page.keyboard.press("End");
  await expect(tree.getByRole("treeitem", { name: /Request 999$/ })).toBeVisible();
  await page.getByRole("textbox", { name: "Filter requests" }).fill("Request 4321");
  await expect(tree.getByRole("treeitem", { name: /Request 4321/ })).toBeVisible();
});
