/** Environments, variables in a message, and assertions of an answer, in the window. */
import { readFileSync } from "node:fs";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { AxeResults } from "axe-core";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus } from "./harness/request-page.ts";
import { type SampleProcess, startSampleProcess } from "./harness/sample-process.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

let sample: SampleProcess;
let folder: string;
test.beforeAll(async () => {
  sample = await startSampleProcess();
});
test.afterAll(() => sample.stop());
test.beforeEach(async () => {
  folder = join(await mkdtemp(join(tmpdir(), "byteglass-environments-")), "vision-api");
  const [host = "", port = ""] = sample.addresses.grpc.split(":");
  await write("opencollection.yml", "opencollection: 1.0.0\ninfo: {name: vision-api}\n");
  await write(
    "environments/staging.yml",
    `name: staging\nvariables:\n  - {name: host, value: ${host}}\n  - {name: user, value: ada}\n  - {secret: true, name: token}\n`,
  );
  await write(
    "predict.yml",
    [
      "info: {name: Predict a cat, type: grpc}",
      "grpc:",
      `  url: "{{host}}:${port}"`,
      "  method: /samples.vision.v1.VisionService/Predict",
      "  methodType: unary",
      "  message: |-",
      '    { "userAppId": { "userId": "{{user}}", "appId": "demo" },',
      '      "modelId": "general-v2",',
      '      "inputs": [{ "id": "cat-01", "image": { "url": "https://example.test/cat.jpg" } }],',
      '      "maxConcepts": {{limit}}',
      "    }",
      "runtime:",
      "  variables:",
      "    - {name: limit, value: {type: number, data: '5'}}",
      "  assertions:",
      "    - {expression: status, operator: eq, value: OK}",
      "    - {expression: 'message.outputs[0].id', operator: eq, value: out-7f3a}",
      "    - {expression: latency, operator: lt, value: 5s}",
      "    - {expression: message.status.description, operator: eq, value: Fine}",
      "",
    ].join("\n"),
  );
});
test.afterEach(() => rm(dirname(folder), { recursive: true, force: true }));

async function write(name: string, text: string): Promise<void> {
  await mkdir(dirname(join(folder, name)), { recursive: true });
  await writeFile(join(folder, name), text);
}

async function openCollection({ electron, page }: RunningApp): Promise<void> {
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, folder);
  await page.getByRole("button", { name: "Open a collection…" }).click();
  await expect(page.getByRole("button", { name: /^env: none/ })).toBeVisible();
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("sends with variables of an environment, and shows what is asserted", async ({ app }) => {
      const { page } = app;
      await openCollection(app);
      await page.getByRole("button", { name: /^env:/ }).click();
      await page.getByRole("button", { name: "staging", exact: true }).click();
      await page.getByRole("treeitem", { name: /Predict a cat/ }).click();
      await expect(page.getByText("69 B protobuf")).toBeVisible();
      await expect(page.locator(".monaco-editor .variable").first()).toBeVisible();
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await expect(page.getByRole("button", { name: /^Tests 3 passed 1 failed/ })).toBeVisible();
      await page.screenshot({ path: screenPath(`environments-sent-${theme}`) });
      await page.getByRole("button", { name: /^Tests 3 passed/ }).click();
      await expect(page.getByText('expected Fine, got "Ok"')).toBeVisible();
      await page.getByRole("button", { name: "Snapshot this answer" }).click();
      await expect(page.getByRole("button", { name: /^Tests 4 passed 1 failed/ })).toBeVisible();
      await page.screenshot({ path: screenPath(`environments-tests-${theme}`) });
      await page.getByRole("tab", { name: "History" }).click();
      const calls = page.getByRole("listbox", { name: "Calls" }).getByRole("option");
      await expect(calls).toHaveCount(1);
      await expect(calls).toContainText("predict");
      await page.getByRole("textbox", { name: "Search the history" }).fill("whiskers");
      await expect(calls).toHaveCount(1);
      await page.getByRole("button", { name: "Pin", exact: true }).click();
      await expect(calls).toContainText("pinned");
      await page.getByRole("button", { name: "Send again" }).click();
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await expect(calls).toHaveCount(2);
      await page.getByRole("button", { name: "Compare…" }).click();
      await calls.last().click();
      await page.screenshot({ path: screenPath(`history-${theme}`) });
      await page.getByRole("button", { name: /^Compare with/ }).click();
      await expect(page.getByText("Request, answer and status are the same.")).toBeVisible();
      await page.getByRole("button", { name: "Close", exact: true }).click();
      await page.evaluate(`${AXE}; undefined`);
      const { violations }: AxeResults = await page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] })",
      );
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
    });
  });
}

test("marks a name without a value and sends nothing; a value in the environment mends it", async ({
  app,
}) => {
  const { page } = app;
  await openCollection(app);
  await page.getByRole("button", { name: /^env:/ }).click();
  await page.getByRole("button", { name: "staging", exact: true }).click();
  await write(
    "environments/staging.yml",
    `name: staging\nvariables:\n  - {name: host, value: ${sample.addresses.grpc.split(":")[0]}}\n  - {secret: true, name: token}\n`,
  );
  await page.getByRole("treeitem", { name: /Predict a cat/ }).click();
  await expect(page.locator(".monaco-editor .unresolved").first()).toBeVisible();
  await page.getByRole("button", { name: /^env:/ }).click();
  await page.getByRole("button", { name: "Edit…" }).click();
  const dialog = page.getByRole("dialog", { name: "Environments" });
  await dialog.getByRole("textbox", { name: "Value of token" }).fill("s3cret-token");
  await dialog.getByRole("textbox", { name: "Name of a variable" }).last().fill("user");
  await dialog.getByRole("textbox", { name: "Value of user" }).fill("eve");
  await page.screenshot({ path: screenPath("environments-edit") });
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(dialog).toHaveCount(0);
  await expect(page.locator(".monaco-editor .unresolved")).toHaveCount(0);
  await expect(page.getByText("69 B protobuf")).toBeVisible();
  const text = await readFile(join(folder, "environments/staging.yml"), "utf8");
  expect([text.includes("s3cret"), text.includes("eve")]).toEqual([false, true]);
});

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("tells where an expression is wrong, and saves a call out of the history", async ({ app }) => {
      const { page } = app;
      await openCollection(app);
      await page.getByRole("button", { name: /^env:/ }).click();
      await page.getByRole("button", { name: "staging", exact: true }).click();
      await page.getByRole("treeitem", { name: /Predict a cat/ }).click();
      await expect(page.getByText("69 B protobuf")).toBeVisible();
      await page.getByRole("tab", { name: /^Tests/ }).click();
      await page.getByRole("button", { name: "Add CEL" }).click();
      await page.getByRole("textbox", { name: /^CEL of/ }).fill("message.outputs.size() => 1");
      // Before there is an answer, and beside it.
      await expect(page.getByText(/line 1, column 24: this is no CEL/)).toBeVisible();
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await expect(page.getByText(/line 1, column 24: this is no CEL/)).toBeVisible();
      await expect(page.locator("#assertion-subjects option[value='message.outputs[0].id']")).toHaveCount(1);
      await page.screenshot({ path: screenPath(`tests-cel-${theme}`) });
      await page.getByRole("tab", { name: "History" }).click();
      await page.getByRole("button", { name: "Pin", exact: true }).click();
      const name = page.getByRole("textbox", { name: "Name of the pinned call" });
      await name.fill("A good answer");
      await name.press("Enter");
      await expect(page.getByRole("option", { name: /A good answer/ })).toBeVisible();
      await page.getByRole("button", { name: "Save…" }).click();
      // The call stands there with its answer, beside the tab it was made in.
      await expect(answerStatus(app)).toHaveText(/^OK/);
      const dialog = page.getByRole("dialog", { name: "Save request" });
      await dialog.getByRole("textbox", { name: "Name" }).fill("From the history");
      await page.screenshot({ path: screenPath(`history-save-${theme}`) });
      await page.evaluate(`${AXE}; undefined`);
      const { violations }: AxeResults = await page.evaluate(
        "axe.run(document, { resultTypes: ['violations'] })",
      );
      expect(violations.flatMap(({ id, nodes }) => nodes.map(({ html }) => `${id}: ${html}`))).toEqual([]);
      await dialog.getByRole("button", { name: "Save", exact: true }).click();
      await expect(page.getByRole("tab", { name: /From the history/ })).toBeVisible();
      expect(readFileSync(join(folder, "From the history.yml"), "utf8")).toContain("Predict");
    });
  });
}
