/** Bad input: every message says what, where and what to do; the window stays usable and keeps what was typed. */
import { Server, ServerCredentials } from "@grpc/grpc-js";
import type { Page } from "@playwright/test";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { answerStatus, copyEditor, pasteMessage } from "./harness/request-page.ts";
import { type SampleProcess, startSampleProcess } from "./harness/sample-process.ts";

const answer = (page: Page) => page.getByRole("region", { name: "Answer" });
const address = (page: Page) => page.getByRole("textbox", { name: "Address of the gRPC server" });

const BODIES: readonly (readonly [string, string, string, string])[] = [
  ["that does not parse", '{\n  "modelId" "x"\n}', 'Expected ":"', "line 2, column 13"],
  ["with an unknown field", '{\n  "maxConcept": 5\n}', 'Did you mean "maxConcepts"?', "line 2, column 3"],
  ["with a wrong type", '{\n  "modelId": 7\n}', "Expected a string, but found 7.", "line 2, column 14"],
  ["with a number that does not fit", '{ "maxConcepts": 2147483648 }', "(int32)", "line 1, column 18"],
];

test("a body that does not fit is marked as it is typed, and refused with its place", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  for (const [name, body, words, place] of BODIES) {
    await test.step(`a body ${name}`, async () => {
      await pasteMessage(app, body);
      const problems = page.getByRole("list", { name: "Problems in the message" });
      await expect(problems).toContainText(words);
      await expect(problems.getByRole("button", { name: place })).toBeVisible();
      await expect(page.locator(".squiggly-error")).not.toHaveCount(0);
      await page.keyboard.press("ControlOrMeta+Enter");
      await expect(answer(page).getByRole("alert")).toContainText("cannot be sent");
      await expect(answer(page).getByRole("alert")).toContainText(words);
      await expect(answer(page).getByRole("button", { name: place })).toBeVisible();
      expect(await copyEditor(app, "Message")).toBe(body);
    });
  }
  await page.screenshot({ path: screenPath("bad-body-dark") });

  await page.getByRole("button", { name: "Example" }).click();
  await expect(page.getByRole("list", { name: "Problems in the message" })).toHaveCount(0);
  await page.getByRole("textbox", { name: "Deadline" }).fill("soon");
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(answer(page).getByRole("alert")).toContainText("“soon” is not a deadline");
  await page.getByRole("textbox", { name: "Deadline" }).fill("5 s");
  await page.getByRole("button", { name: /^Send/ }).click();
  await expect(answerStatus(app)).toHaveText(/^INVALID_ARGUMENT/);
  await expect(answer(page).getByRole("alert")).toContainText("BadRequest");
});

test.describe("a server of another process", () => {
  let sample: SampleProcess;
  test.beforeAll(async () => {
    sample = await startSampleProcess();
  });
  test.afterAll(() => sample.stop());

  test("TLS where plaintext was used, and the reverse, are one click from right", async ({ app }) => {
    const { page } = app;
    await page.getByPlaceholder("localhost:50051").fill(sample.addresses.grpcTls);
    await page.getByRole("button", { name: "Connect" }).click();
    await expect(answer(page).getByRole("alert")).toContainText(
      "speaks TLS, and it was spoken to in plaintext",
    );
    await answer(page).getByRole("button", { name: "Use TLS" }).click();
    await expect(answer(page).getByRole("alert")).toContainText("authority that is not trusted here");
    await answer(page).getByRole("button", { name: "Set certificates…" }).click();
    await page.getByRole("textbox", { name: "CA certificate" }).fill(sample.addresses.ca);
    await page.screenshot({ path: screenPath("certificates-dark") });
    await page.getByRole("button", { name: "TLS", exact: true }).click();
    const summary = page.getByRole("dialog", { name: "Transport security" });
    await expect(summary).toContainText(`checked against ${sample.addresses.ca}`);
    await page.screenshot({ path: screenPath("security-summary-dark") });
    await page.keyboard.press("Escape");
    await address(page).press("Enter");
    await expect(page.getByRole("treeitem", { name: "unary Predict", exact: true })).toBeVisible();

    await address(page).fill(sample.addresses.grpc);
    await page.getByRole("treeitem", { name: "unary Predict", exact: true }).click();
    await page.getByRole("tab", { name: "Message" }).click();
    await expect(page.getByText(/\d+ B protobuf/)).toBeVisible();
    await pasteMessage(app, '{ "modelId": "general-v2", "inputs": [{ "text": "a" }] }');
    await page.getByRole("button", { name: /^Send/ }).click();
    await expect(answer(page).getByRole("alert")).toContainText(
      "speaks plaintext, and it was spoken to with TLS",
    );
    await answer(page).getByRole("button", { name: "Use plaintext" }).click();
    await expect(answerStatus(app)).toHaveText(/^OK/);
  });

  test("a certificate for another name is checked for one that it has, at one click", async ({ app }) => {
    const { page } = app;
    await page.getByPlaceholder("localhost:50051").fill(sample.addresses.grpcTls);
    await page.getByRole("button", { name: "Connect" }).click();
    await answer(page).getByRole("button", { name: "Use TLS" }).click();
    await answer(page).getByRole("button", { name: "Set certificates…" }).click();
    await page.getByRole("textbox", { name: "CA certificate" }).fill(sample.addresses.ca);
    const serverName = page.getByRole("textbox", { name: "Server name" });
    await serverName.fill("elsewhere.test");
    await address(page).press("Enter");
    const alert = answer(page).getByRole("alert");
    await expect(alert).toContainText(
      "is for another name: elsewhere.test is not among its names, DNS:localhost",
    );
    await expect(alert).toContainText("checked for one of them in place of elsewhere.test.");
    await page.screenshot({ path: screenPath("certificate-name-dark") });
    await alert.getByRole("button", { name: "Set the server name…" }).click();
    await expect(serverName).toBeFocused();
    await alert.getByRole("button", { name: "Check for the name localhost" }).click();
    await expect(page.getByRole("treeitem", { name: "unary Predict", exact: true })).toBeVisible();
    await expect(serverName).toHaveValue("localhost");
  });

  test("a method the server does not have, and a model nobody made", async ({ app }) => {
    const { page } = app;
    await page.getByPlaceholder("localhost:50051").fill(sample.addresses.grpc);
    await page.getByRole("button", { name: "Connect" }).click();
    await page.getByRole("treeitem", { name: "unary Missing", exact: true }).click();
    await expect(page.getByText(/\d+ B protobuf/)).toBeVisible();
    await page.getByRole("button", { name: /^Send/ }).click();
    await expect(answerStatus(app)).toHaveText(/^UNIMPLEMENTED/);
    await expect(answer(page).getByRole("button", { name: "Choose another method" })).toBeVisible();
    await page.getByRole("button", { name: /^Method / }).click();
    await page.getByRole("combobox", { name: "Search methods" }).fill("getmodel");
    await page.keyboard.press("Enter");
    await pasteMessage(app, '{ "name": "models/nobody-made-it" }');
    await page.getByRole("button", { name: /^Send/ }).click();
    await expect(answerStatus(app)).toHaveText(/^NOT_FOUND/);
  });
});

test("a server without reflection offers files instead", async ({ app }) => {
  const { page } = app;
  const server = new Server();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    ),
  );
  try {
    await page.getByPlaceholder("localhost:50051").fill(`127.0.0.1:${port}`);
    await page.getByRole("button", { name: "Connect" }).click();
    await expect(answer(page).getByRole("alert")).toContainText("offers no reflection");
    await expect(answer(page).getByRole("button", { name: "Open .proto files…" })).toBeVisible();
    await expect(address(page)).toHaveValue(`127.0.0.1:${port}`);
  } finally {
    server.forceShutdown();
  }
});

test("an address that is none is told so", async ({ app }) => {
  const { page } = app;
  await page.getByPlaceholder("localhost:50051").fill("no address:1:2");
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(answer(page).getByRole("alert")).toContainText("has a space in it");
  await expect(answer(page).getByRole("alert")).toContainText("Write host:port");
  await expect(address(page)).toHaveValue("no address:1:2");
});
