/** Auth and Connection of a request: what is typed is sent, seen, and kept where secrets belong. */
import { readdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import { CLIENT, type RunningOAuthServer, startOAuthServer } from "../authorization/support/oauth-server.ts";
import { unusedPort } from "../channels/support/tcp-server.ts";
import { cerbosMissing, cerbosProgram, startCerbos } from "../servers/support/cerbos.ts";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus, pasteMessage } from "./harness/request-page.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(`${AXE}; undefined`);
  const results: AxeResults = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
  );
}

async function startSample({ page }: RunningApp): Promise<void> {
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
}

async function send(app: RunningApp, status: RegExp): Promise<void> {
  await app.page.getByRole("button", { name: /^Send/ }).click();
  await expect(answerStatus(app)).toHaveText(status);
}

let oauth: RunningOAuthServer;
test.beforeAll(async () => {
  oauth = await startOAuthServer();
});
test.afterAll(() => oauth.stop());

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("credentials of OAuth 2 are got, sent and shown masked", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      await page.getByRole("tab", { name: "Auth" }).click();
      await page.getByLabel("Kind").selectOption("OAuth 2: client credentials");
      await page.getByLabel("Token endpoint").fill(oauth.tokenUrl);
      await page.getByLabel("Client id").fill(CLIENT.id);
      await page.getByLabel("Client secret", { exact: true }).fill(CLIENT.secret);
      await page.getByRole("button", { name: "Get a token" }).click();
      const sent = page.getByRole("region", { name: "What is sent" });
      await expect(sent).toContainText(/authorization: Bearer ••••••/);
      await expect(sent).toContainText(/token ••••••\S{4} until/);
      await page.screenshot({ path: screenPath(`auth-oauth-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await send(app, /^OK/);
      await page.getByRole("tab", { name: /^Headers/ }).click();
      await expect(page.getByText(/^Bearer ••••••/)).toBeVisible();
      await page.getByLabel("Kind").selectOption("JWT made from a key");
      await page.getByLabel("Algorithm").selectOption("HS256: a shared secret");
      await page.getByLabel("Secret", { exact: true }).fill("shared");
      await expect(sent).toContainText(/authorization: Bearer ••••••/);
      const claims = page.getByLabel("Claims");
      await claims.fill('{\n  "sub": "{{nobody}}"\n}');
      await expect(page.locator(".variable-area mark.unresolved")).toHaveText("{{nobody}}");
      await page.screenshot({ path: screenPath(`auth-jwt-${theme}`) });
      expect(await violations(page)).toEqual([]);
    });

    test("the connection is chosen, and told step by step", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      await page.getByRole("tab", { name: /^Connection/ }).click();
      await page.getByLabel("Sent", { exact: true }).selectOption("gzip");
      await page.getByLabel("Largest received").fill("4 MB");
      await page.getByLabel("User agent").fill("probe/1");
      await page.getByLabel("Ping every").fill("30");
      await page.screenshot({ path: screenPath(`connection-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await send(app, /^OK/);
      await page.getByRole("button", { name: "h2c: connection" }).click();
      const report = page.getByRole("dialog", { name: "Connection" });
      await expect(report).toContainText("SETTINGS");
      await expect(report).toContainText("first byte");
      await page.screenshot({ path: screenPath(`connection-report-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");
      await page.getByRole("tab", { name: /^Headers/ }).click();
      await expect(page.getByText(/^probe\/1 grpc-node-js/)).toBeVisible();
    });

    test("a connection that fails says where, in the place of the answer", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      const port = await unusedPort();
      await page.getByRole("textbox", { name: "Address of the gRPC server" }).fill(`127.0.0.1:${port}`);
      await send(app, /^UNAVAILABLE/);
      const answer = page.getByRole("region", { name: "Answer" });
      await expect(answer.getByText(`Nothing listens at 127.0.0.1:${port}.`)).toBeVisible();
      await expect(answer.getByRole("region", { name: "Connection" })).toContainText("ECONNREFUSED");
      await page.screenshot({ path: screenPath(`connection-failed-${theme}`) });
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("a message over the bound is let through by the button beside the error", async ({ app }) => {
  const { page } = app;
  await startSample(app);
  await page.getByRole("tab", { name: /^Connection/ }).click();
  await page.getByLabel("Largest received").fill("10 B");
  await send(app, /^RESOURCE_EXHAUSTED/);
  await page.screenshot({ path: screenPath("raise-limit") });
  await page.getByRole("button", { name: /^Receive up to/ }).click();
  await expect(answerStatus(app)).toHaveText(/^OK/);
});

test("fields that the server refuses are marked in the message", async ({ app }) => {
  const { page } = app;
  await startSample(app);
  await page.getByRole("treeitem", { name: /CreateModel/ }).click();
  await pasteMessage(app, '{ "model": {},\n  "modelId": "Not an id" }');
  await send(app, /^INVALID_ARGUMENT/);
  await expect(
    page
      .getByRole("status")
      .getByText(/^The server refused/)
      .first(),
  ).toBeVisible();
  await page.screenshot({ path: screenPath("refused-fields") });
  expect(await violations(page)).toEqual([]);
});

test("the pill tells the server's health", async ({ app }) => {
  const { page } = app;
  await startSample(app);
  await expect(page.locator(".pill")).toContainText("· serving");
});

for (const theme of ["dark", "light"] as const) {
  test.describe(`channelz, in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test.skip(cerbosProgram === undefined, cerbosMissing);

    test("of a server that offers it", async ({ app }) => {
      const { page } = app;
      const cerbos = await startCerbos(cerbosProgram ?? "");
      try {
        await expect(page.getByText("engine ready")).toBeVisible();
        await page.keyboard.press("ControlOrMeta+T");
        await page.getByRole("textbox", { name: "Address of the gRPC server" }).fill(cerbos.grpc);
        await page.keyboard.press("Enter");
        await expect(page.locator(".pill")).toContainText("· serving");
        await page.locator(".pill").click();
        await page.getByRole("button", { name: "Channelz…" }).click();
        const dialog = page.getByRole("dialog", { name: "Channelz" });
        await expect(dialog.getByRole("cell", { name: cerbos.grpc }).first()).toBeVisible();
        await page.screenshot({ path: screenPath(`channelz-${theme}`) });
        expect(await violations(page)).toEqual([]);
      } finally {
        await cerbos.stop();
      }
    });
  });
}

test("secrets are not in the session's file", async ({ app }) => {
  const { page } = app;
  await startSample(app);
  await page.getByRole("tab", { name: "Auth" }).click();
  await page.getByLabel("Kind").selectOption("Bearer token");
  await page.getByLabel("Token", { exact: true }).fill("do-not-write-this-down");
  await page.getByRole("textbox", { name: "Deadline" }).fill("7 s");
  const folder = await app.electron.evaluate(({ app: electron }) => electron.getPath("userData"));
  const state = join(folder, "state");
  const written = () =>
    readdirSync(state)
      .filter((name) => name.endsWith(".state"))
      .map((name) => readFileSync(join(state, name), "utf8"))
      .join("\n");
  await expect.poll(written).toContain("7 s");
  expect(written()).toContain("bearer");
  expect(written()).not.toContain("do-not-write");
});
