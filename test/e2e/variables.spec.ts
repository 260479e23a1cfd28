/** Variables of every scope in every field: marked, told on hover, edited, and two versions where a file changed. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import type { Page } from "@playwright/test";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus, pasteMessage } from "./harness/request-page.ts";
import { type SampleProcess, startSampleProcess } from "./harness/sample-process.ts";

let sample: SampleProcess;
let root: string;
test.beforeAll(async () => {
  sample = await startSampleProcess();
});
test.afterAll(() => sample.stop());
test.beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "byteglass-variables-"));
  const [host = "", port = ""] = sample.addresses.grpc.split(":");
  write(
    "opencollection.yml",
    "opencollection: 1.0.0\ninfo: {name: api}\nrequest:\n  variables: [{name: port, value: '1'}]\n",
  );
  write(
    "environments/staging.yml",
    `name: staging\nvariables:\n  - {name: host, value: ${host}}\n  - {name: limit, value: 5 s}\n`,
  );
  write("environments/other.yml", "name: other\n");
  write(
    "models/get.yml",
    [
      "info: {name: Get a model, type: grpc}",
      "grpc:",
      '  url: "{{host}}:{{port}}"',
      "  method: /samples.vision.v1.ModelService/GetModel",
      "  metadata: [{name: x-user, value: 'a {{user}} of {{$uuid}}'}]",
      '  message: \'{"name": "models/general-v2"}\'',
      "runtime:",
      `  variables: [{name: port, value: '${port}'}]`,
      "extensions: {byteglass: {deadline: '{{limit}}'}}",
      "",
    ].join("\n"),
  );
});
test.afterEach(() => rmSync(root, { recursive: true, force: true }));

function write(name: string, text: string): void {
  const file = join(root, "api", name);
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, text);
}

async function openCollection({ electron, page }: RunningApp): Promise<void> {
  await electron.evaluate(
    ({ dialog }, path) => {
      dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
    },
    join(root, "api"),
  );
  await page.getByRole("button", { name: "Open a collection…" }).click();
  await page.getByRole("button", { name: /^env:/ }).click();
  await page.getByRole("button", { name: "staging", exact: true }).click();
}

async function openRequest(page: Page): Promise<void> {
  await page.getByRole("treeitem", { name: /models/ }).click();
  await page.getByRole("treeitem", { name: /Get a model/ }).click();
  await expect(page.getByText("19 B protobuf")).toBeVisible();
}

async function openEnvironments(page: Page) {
  await page.getByRole("button", { name: /^env:/ }).click();
  await page.getByRole("button", { name: "Edit…" }).click();
  return page.getByRole("dialog", { name: "Environments" });
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("are marked in every field, and mended where they are missing", async ({ app }) => {
      const { page } = app;
      await openCollection(app);
      await openRequest(page);
      const target = page.getByRole("textbox", { name: "Address of the gRPC server" });
      await expect(target).toHaveAttribute(
        "aria-description",
        /host: 127.0.0.1, from the environment.*port: \d+, from the request/,
      );
      await page.getByRole("tab", { name: /^Metadata/ }).click();
      const value = page.getByRole("textbox", { name: "Value of entry 1" });
      await expect(value).toHaveAttribute("aria-invalid", "true");
      await value.hover();
      await expect(page.getByText("user has no value")).toBeVisible();
      await page.screenshot({ path: screenPath(`variables-fields-${theme}`) });
      const dialog = await openEnvironments(page);
      await dialog.getByRole("button", { name: /^models/ }).click();
      await dialog.getByRole("textbox", { name: "Name of a variable" }).last().fill("user");
      await dialog.getByRole("textbox", { name: "Value of user" }).fill("ada");
      await page.screenshot({ path: screenPath(`variables-scopes-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await dialog.getByRole("button", { name: "Save", exact: true }).click();
      await expect(dialog).toHaveCount(0);
      await expect(value).toHaveAttribute("aria-description", /user: ada, from the folder/);
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
      expect(readFileSync(join(root, "api/models/folder.yml"), "utf8")).toContain("user");
    });

    test("an environment that changed on disk shows both versions", async ({ app }) => {
      const { page } = app;
      await openCollection(app);
      const dialog = await openEnvironments(page);
      await dialog.getByRole("textbox", { name: "Value of host" }).fill("mine.test");
      write("environments/staging.yml", "name: staging\nvariables: [{name: host, value: theirs.test}]\n");
      await page.waitForTimeout(500);
      await expect(dialog.getByRole("textbox", { name: "Value of host" })).toHaveValue("mine.test");
      await dialog.getByRole("button", { name: "Save", exact: true }).click();
      await expect(dialog.getByRole("cell", { name: "theirs.test" })).toBeVisible();
      await expect(dialog.getByRole("cell", { name: "mine.test" })).toBeVisible();
      await page.screenshot({ path: screenPath(`variables-conflict-${theme}`) });
      expect(readFileSync(join(root, "api/environments/staging.yml"), "utf8")).toContain("theirs.test");
      await dialog.getByRole("button", { name: "Save mine over it" }).click();
      await expect
        .poll(() => readFileSync(join(root, "api/environments/staging.yml"), "utf8"))
        .toContain("mine.test");
    });
  });
}

test("stand in what the pill and the HTTP request ask", async ({ app }) => {
  const { page } = app;
  const get = readFileSync(join(root, "api/models/get.yml"), "utf8");
  write(
    "models/get.yml",
    get.replace("  metadata: [{name: x-user, value: 'a {{user}} of {{$uuid}}'}]\n", ""),
  );
  await openCollection(app);
  await openRequest(page);
  await expect(page.getByRole("button", { name: "{{host}}:{{port}} ·" })).toContainText("· serving");
  await pasteMessage(app, '{"name": "models/{{limit}}"}');
  await page.getByRole("combobox", { name: "Channel" }).selectOption("HTTP + JSON");
  await page.getByRole("button", { name: "Show the request" }).click();
  const explained = page.getByRole("region", { name: "HTTP request of the message" });
  await expect(explained).toContainText("GET /v1/models/5%20s");
});

test("environments are made, renamed, copied and removed", async ({ app }) => {
  const { page } = app;
  await openCollection(app);
  const dialog = await openEnvironments(page);
  const files = () => readdirSync(join(root, "api/environments")).sort();
  await dialog.getByRole("button", { name: "Rename…" }).click();
  await dialog.getByRole("textbox", { name: "New name of the environment" }).fill("production");
  await page.keyboard.press("Enter");
  await expect.poll(files).toEqual(["other.yml", "production.yml"]);
  await expect(dialog.getByRole("heading", { name: "production" })).toBeVisible();
  await dialog.getByRole("button", { name: "Duplicate…" }).click();
  await page.keyboard.press("Enter");
  await expect.poll(files).toEqual(["other.yml", "production copy.yml", "production.yml"]);
  await dialog.getByRole("button", { name: /^other/ }).click();
  await dialog.getByRole("button", { name: "Remove…" }).click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.poll(files).toEqual(["production copy.yml", "production.yml"]);
  await page.screenshot({ path: screenPath("environment-removed") });
  await dialog.getByRole("button", { name: "Undo" }).click();
  await expect.poll(files).toEqual(["other.yml", "production copy.yml", "production.yml"]);
  await dialog.getByRole("button", { name: /^other/ }).click();
  await dialog.getByRole("button", { name: "Remove…" }).click();
  await dialog.getByRole("button", { name: "Remove", exact: true }).click();
  await expect.poll(files).toEqual(["production copy.yml", "production.yml"]);
  await dialog.getByRole("textbox", { name: "Name of a new environment" }).fill("local");
  await page.keyboard.press("Enter");
  await dialog.getByRole("textbox", { name: "Name of a variable" }).fill("host");
  await dialog.getByRole("textbox", { name: "Value of host" }).fill("localhost");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect.poll(files).toEqual(["local.yml", "production copy.yml", "production.yml"]);
  await expect(page.getByRole("button", { name: /^env: production/ })).toBeVisible();
});

test("a request that is not saved uses the environment, and variables of its own", async ({ app }) => {
  const { page } = app;
  await openCollection(app);
  await page.getByRole("button", { name: "+ New request" }).click();
  const target = page.getByRole("textbox", { name: "Address of the gRPC server" });
  await target.fill("{{host}}:{{mine}}");
  await expect(target).toHaveAttribute("aria-description", /mine has no value/);
  const dialog = await openEnvironments(page);
  await dialog.getByRole("button", { name: /^New request/ }).click();
  await dialog.getByRole("textbox", { name: "Name of a variable" }).fill("mine");
  await dialog
    .getByRole("textbox", { name: "Value of mine" })
    .fill(sample.addresses.grpc.split(":")[1] ?? "");
  await dialog.getByRole("button", { name: "Save", exact: true }).click();
  await expect(target).not.toHaveAttribute("aria-invalid", "true");
  await target.press("Enter");
  await expect(page.getByRole("treeitem", { name: "ModelService" })).toBeVisible();
});

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("a request reads a field of another one's answer, completed as it is typed", async ({ app }) => {
      const { page } = app;
      write(
        "login.yml",
        `info: {name: Log in, type: grpc}\ngrpc: {url: '${sample.addresses.grpc}', method: /samples.vision.v1.ModelService/GetModel, message: '{"name": "models/general-v2"}'}\n`,
      );
      write(
        "next.yml",
        `info: {name: Next, type: grpc}\ngrpc: {url: '${sample.addresses.grpc}', method: /samples.vision.v1.ModelService/GetModel, message: '{}'}\n`,
      );
      await openCollection(app);
      await page.getByRole("treeitem", { name: /Log in/ }).click();
      await expect(page.getByText("19 B protobuf")).toBeVisible();
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await page.getByRole("treeitem", { name: /Next/ }).click();
      await expect(page.getByRole("tab", { name: "unary Next" })).toHaveAttribute("aria-selected", "true");
      await page.getByRole("tab", { name: /^Metadata/ }).click();
      await page.getByRole("textbox", { name: "Name of entry 1" }).fill("x-owner");
      const value = page.getByRole("textbox", { name: "Value of entry 1" });
      await value.pressSequentially("{{log");
      const choices = page.getByRole("listbox", { name: "Variables" });
      await expect(choices.getByRole("option", { name: /login\.response\./ })).toBeVisible();
      await page.keyboard.press("Enter");
      await expect(choices.getByRole("option", { name: /login\.response\.displayName/ })).toBeVisible();
      await value.pressSequentially("displayN");
      await page.screenshot({ path: screenPath(`variables-choices-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Enter");
      await expect(value).toHaveValue("{{login.response.displayName}}");
      await expect(value).toHaveAttribute("aria-description", /General, from the answer of login/);
      await page.getByRole("tab", { name: "Message", exact: true }).click();
      await page.getByRole("textbox", { name: "Message", exact: true }).focus();
      await page.keyboard.press("ControlOrMeta+A");
      await page.keyboard.type('{"name": "{{login.response.na');
      await expect(page.locator(".suggest-widget")).toContainText("login.response.name");
      await page.screenshot({ path: screenPath(`variables-completion-${theme}`) });
      await page.keyboard.press("Enter");
      await expect(page.getByText("19 B protobuf")).toBeVisible();
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
    });
  });
}
