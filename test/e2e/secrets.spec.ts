/** Secrets of environments where the system has no keychain, as on the displays that tests run on. */
import { mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { mkdir } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "@playwright/test";
import { type LaunchOptions, launch, type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus } from "./harness/request-page.ts";
import { type SampleProcess, startSampleProcess } from "./harness/sample-process.ts";

const SECRET = "s3cret-token-of-staging";

let sample: SampleProcess;
let root: string;
test.beforeAll(async () => {
  sample = await startSampleProcess();
});
test.afterAll(() => sample.stop());
test.beforeEach(async () => {
  root = mkdtempSync(join(tmpdir(), "byteglass-secrets-"));
  await mkdir(join(root, "api/environments"), { recursive: true });
  writeFileSync(join(root, "api/opencollection.yml"), "opencollection: 1.0.0\ninfo: {name: api}\n");
  writeFileSync(
    join(root, "api/environments/staging.yml"),
    "name: staging\nvariables:\n  - {secret: true, name: token}\n",
  );
  writeFileSync(
    join(root, "api/get.yml"),
    [
      "info: {name: Get a model, type: grpc}",
      "grpc:",
      `  url: ${sample.addresses.grpc}`,
      "  method: /samples.vision.v1.ModelService/GetModel",
      "  metadata: [{name: x-token, value: '{{token}}'}]",
      '  message: \'{"name": "models/general-v2"}\'',
      "",
    ].join("\n"),
  );
});
test.afterEach(() => rmSync(root, { recursive: true, force: true }));

/** Starts the app, runs `work`, and ends it. */
async function session(work: (app: RunningApp) => Promise<void>, options: LaunchOptions = {}) {
  const app = await launch({ userData: join(root, "state"), ...options });
  await work(app);
  await app.close();
  expect(app.complaints).toEqual([]);
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

async function openEnvironments({ page }: RunningApp) {
  await page.getByRole("button", { name: /^env: staging/ }).click();
  await page.getByRole("button", { name: "Edit…" }).click();
  return page.getByRole("dialog", { name: "Environments" });
}

async function sendSaved(app: RunningApp): Promise<void> {
  await app.page.getByRole("treeitem", { name: /Get a model/ }).click();
  await expect(app.page.getByText("19 B protobuf")).toBeVisible();
  await app.page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
}

/** Files that have the secret in them as it is. */
function filesWithSecret(folder = root): readonly string[] {
  return readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) => {
    const file = join(folder, name);
    return statSync(file).isFile() && readFileSync(file).includes(SECRET);
  });
}

for (const theme of ["dark", "light"] as const) {
  test(`are there until the app is closed (${theme})`, async () => {
    await session(
      async (app) => {
        await openCollection(app);
        const dialog = await openEnvironments(app);
        await dialog.getByLabel("Value of token").fill(SECRET);
        await expect(dialog.getByText(/secrets are kept until Byteglass is closed/)).toBeVisible();
        await app.page.screenshot({ path: screenPath(`secrets-session-${theme}`) });
        await dialog.getByRole("button", { name: "Save", exact: true }).click();
        await sendSaved(app);
      },
      { theme },
    );
    expect(filesWithSecret()).toEqual([]);
    await session(async (app) => {
      await expect((await openEnvironments(app)).getByLabel("Value of token")).toHaveValue("");
    });
  });
}

test("stay where the user agrees, are in the clear in no file, and go when the user takes it back", async () => {
  await session(async (app) => {
    await openCollection(app);
    const dialog = await openEnvironments(app);
    await dialog.getByLabel("Value of token").fill(SECRET);
    await dialog.getByRole("checkbox", { name: /^Keep them after/ }).check();
    await expect(dialog.getByText(/files whose key is the same everywhere/)).toBeVisible();
    await dialog.getByRole("button", { name: "Save", exact: true }).click();
    await sendSaved(app);
  });
  expect(readdirSync(join(root, "state/secrets"))).toContain("environments.bin");
  expect(filesWithSecret()).toEqual([]);
  await session(async (app) => {
    await sendSaved(app);
    const dialog = await openEnvironments(app);
    await expect(dialog.getByLabel("Value of token")).toHaveValue(SECRET);
    await dialog.getByRole("checkbox", { name: /^Keep them after/ }).uncheck();
    await expect(dialog.getByText(/kept until Byteglass is closed/)).toBeVisible();
  });
  expect(readdirSync(join(root, "state"))).not.toContain("secrets");
  expect(filesWithSecret()).toEqual([]);
});
