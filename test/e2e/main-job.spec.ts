/** The main job, by clicking and typing: connect, discover, compose, send, decode, look at the bytes. */
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus, copyEditor, pasteMessage } from "./harness/request-page.ts";
import { type SampleProcess, startSampleProcess } from "./harness/sample-process.ts";

/** A body that lacks its last number, which is typed. */
const BODY = `{ "userAppId": { "userId": "ada", "appId": "demo" },
  "modelId": "general-v2",
  "inputs": [{ "id": "cat-01", "image": { "url": "https://example.test/cat.jpg" } }],
  "maxConcepts": 
}`;

const ANSWER = {
  status: { code: "SUCCESS", description: "Ok" },
  outputs: [
    {
      id: "out-7f3a",
      concepts: [
        { name: "cat", value: 0.9923 },
        { name: "whiskers", value: 0.9741 },
      ],
    },
  ],
};

async function composeBody({ page, ...app }: RunningApp): Promise<void> {
  await pasteMessage({ page, ...app }, BODY);
  await page.keyboard.press("ArrowUp");
  await page.keyboard.press("End");
  await page.keyboard.type("5");
  await expect(page.getByText("69 B protobuf")).toBeVisible();
  await expect(page.getByText("44% of 158 B JSON")).toBeVisible();
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("from the sample server to the bytes, over gRPC and over HTTP", async ({ app }) => {
      const { page } = app;
      await page.getByRole("button", { name: "Start the sample server" }).click();
      await expect(
        page.getByRole("button", { name: /Method samples\.vision\.v1\.VisionService\/Predict/ }),
      ).toBeVisible();
      await expect(page.getByText("237 B protobuf")).toBeVisible();
      await composeBody(app);

      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answerStatus(app)).toHaveText(/^OK/);
      expect(JSON.parse(await copyEditor(app, "Answer"))).toEqual(ANSWER);

      await page.getByRole("treeitem", { name: /^value 2 I32 0\.9923/ }).click();
      await expect(page.getByText("float · field 2 · I32 · 001c +5")).toBeVisible();
      await expect(page.getByText("15 | 5f 07 7e 3f")).toBeVisible();
      await page.screenshot({ path: screenPath(`main-job-grpc-${theme}`) });

      await page.getByRole("combobox", { name: "Channel" }).selectOption("HTTP + JSON");
      await expect(page.getByRole("textbox", { name: "Address of the HTTP server" })).toHaveValue(/^http:/);
      await page.getByRole("button", { name: /^Send/ }).click();
      await expect(answerStatus(app)).toHaveText(/^OK.*156 B/);
      expect(JSON.parse(await copyEditor(app, "Answer"))).toEqual(ANSWER);
      await page.screenshot({ path: screenPath(`main-job-http-${theme}`) });
    });
  });
}

test.describe("with a server of its own", () => {
  let sample: SampleProcess;
  test.beforeAll(async () => {
    sample = await startSampleProcess();
  });
  test.afterAll(() => sample.stop());

  test("from a typed address to an answer", async ({ app }) => {
    const { page } = app;
    await page.getByPlaceholder("localhost:50051").fill(sample.addresses.grpc);
    await page.getByRole("button", { name: "Connect" }).click();
    await page.getByRole("treeitem", { name: "unary Predict", exact: true }).click();
    await expect(page.getByText(/^\d+ B protobuf$/)).toBeVisible();
    expect(Object.keys(JSON.parse(await copyEditor(app, "Message")))).toContain("maxConcepts");
    await composeBody(app);
    await page.getByRole("button", { name: /^Send/ }).click();
    await expect(answerStatus(app)).toHaveText(/^OK/);
    await expect(page.getByRole("treeitem", { name: /SUCCESS \(10000\)/ })).toBeVisible();
  });
});

test("a method that is chosen and sent in one go is sent with its example", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  // Both in one turn of the window: no example can be there yet.
  await page.getByRole("treeitem", { name: "unary EchoLabel", exact: true }).evaluate((row) => {
    (row as HTMLElement).click();
    const key = { key: "Enter", code: "Enter", ctrlKey: true, bubbles: true };
    row.dispatchEvent(new KeyboardEvent("keydown", key));
  });
  await expect(answerStatus(app)).toHaveText(/^OK/);
  const message = JSON.parse(await copyEditor(app, "Message"));
  const answer = JSON.parse(await copyEditor(app, "Answer"));
  // The echo lacks the empty lists of the example.
  expect(Object.keys(answer)).not.toEqual([]);
  expect(message).toMatchObject(answer);
});

test("an address without a server is told in words, and kept", async ({ app }) => {
  const { page } = app;
  await page.getByPlaceholder("localhost:50051").fill("127.0.0.1:1");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("alert").filter({ hasText: "127.0.0.1:1" }).first()).toBeVisible();
  await expect(page.getByRole("textbox", { name: /^Address/ }).first()).toHaveValue("127.0.0.1:1");
  await page.screenshot({ path: screenPath("no-server-dark") });
});
