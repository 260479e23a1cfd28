/** A server whose schema changes between two connects, one that cannot tell all of it, and how reflection is asked. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { compileText } from "../schema/support/protoc.ts";
import { honest, type ReflectionServer, startReflectionServer } from "../schema/support/reflection-server.ts";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { launch, screenPath } from "./harness/launch.ts";
import { pasteMessage } from "./harness/request-page.ts";
import { answerFileDialogs, openMenu } from "./harness/schema-page.ts";

const schema = (body: string) =>
  compileText({
    "shop.proto": `syntax = "proto3"; package shop;
      service Orders { rpc Get(Order) returns (Order); }
      message Order { ${body} }`,
  });
const OLD = schema("string id = 1; int32 amount = 2;");
const NEW = schema("string id = 1; string amount = 2; bool paid = 3;");
const SERVICES = { "shop.Orders": "shop.proto" };

let server: ReflectionServer;
let served = honest(SERVICES, OLD);
test.beforeEach(async () => {
  served = honest(SERVICES, OLD);
  server = await startReflectionServer(["v1", "v1alpha"], (question) => served(question));
});
test.afterEach(() => server.stop());

async function connect(page: Page): Promise<void> {
  await page.getByPlaceholder("localhost:50051").fill(server.target);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("treeitem", { name: "Orders" })).toBeVisible();
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("a server that changed is told quietly, with what no longer fits", async ({ app }) => {
      const { page } = app;
      await connect(page);
      await page.getByRole("treeitem", { name: /Get/ }).click();
      await expect(page.getByText("0 B protobuf")).toBeVisible();
      served = honest(SERVICES, NEW);
      await openMenu(page, "Read it again");
      const notice = page.locator(".drift-notice");
      await expect(notice).toContainText(/The schema changed since \d+ \w+ 20\d\d/);
      await expect(notice).toContainText("2 changes, 1 of them breaking; 1 open request no longer fits.");
      await page.screenshot({ path: screenPath(`schema-server-drift-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await expect(page.getByRole("tab", { name: /Get no longer fits/ })).toBeVisible();
      await notice.getByRole("button", { name: "Put away" }).click();
      await expect(notice).toHaveCount(0);
      await openMenu(page, "What changed…");
      const changes = page.getByRole("dialog", { name: "Changes of the schema" });
      await expect(changes.getByRole("list", { name: "Changes" })).toContainText("int32 → string");
      await page.screenshot({ path: screenPath(`schema-server-changes-all-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await changes.getByRole("button", { name: "Breaking 1" }).click();
      await expect(changes.getByRole("listitem").filter({ hasText: "paid" })).toHaveCount(0);
      await page.screenshot({ path: screenPath(`schema-server-changes-${theme}`) });
      await changes.getByRole("button", { name: "Get" }).click();
      await expect(changes).toHaveCount(0);
      await openMenu(page, "Compare…");
      const compare = page.getByRole("dialog", { name: "Compare schemas" });
      await expect(compare.getByRole("combobox", { name: "Older" }).getByRole("option")).toHaveCount(4);
      await compare.getByRole("button", { name: "Close" }).click();
      await pasteMessage(app, '{"amount": "3"}');
      await expect(page.getByRole("tab", { name: /Get no longer fits/ })).toHaveCount(0);
      expect(app.complaints).toEqual([]);
    });
  });
}

test("a change is told at the next start too", async () => {
  const userData = await mkdtemp(join(tmpdir(), "byteglass-e2e-"));
  try {
    const first = await launch({ userData });
    await connect(first.page);
    await expect(first.page.getByText("1 service")).toBeVisible();
    await first.page.waitForTimeout(1000);
    await first.close();
    served = honest(SERVICES, NEW);
    const second = await launch({ userData });
    await expect(second.page.locator(".drift-notice")).toContainText("2 changes, 1 of them breaking");
    await second.close();
    const third = await launch({ userData });
    await third.page.locator(".pill").last().click();
    await expect(third.page.getByRole("button", { name: "What changed…" })).toBeVisible();
    await expect(third.page.locator(".drift-notice")).toHaveCount(0);
    await third.close();
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

test("saved requests that no longer fit are told, and open from there", async ({ app }) => {
  const { page } = app;
  const folder = await mkdtemp(join(tmpdir(), "byteglass-saved-"));
  try {
    await writeFile(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Shop\n");
    const saved = (name: string, body: string) =>
      `info:\n  name: ${name}\n  type: grpc\ngrpc:\n  url: ${server.target}\n  method: shop.Orders/Get\n  message: |\n    ${body}\n`;
    await writeFile(join(folder, "costly.yml"), saved("Costly", '{"amount": 9}'));
    await writeFile(join(folder, "named.yml"), saved("Named", '{"id": "{{id}}"}'));
    await answerFileDialogs(app, [[folder]]);
    await page.getByRole("tab", { name: "Requests" }).click();
    await page.getByRole("button", { name: "Open a collection…" }).click();
    await expect(page.getByRole("treeitem", { name: /Costly/ })).toBeVisible();
    await page.getByRole("tab", { name: "Schema" }).click();
    await connect(page);
    await expect(page.getByText("1 service")).toBeVisible();
    await page.waitForTimeout(500);
    served = honest(SERVICES, NEW);
    await openMenu(page, "Read it again");
    await expect(page.locator(".drift-notice")).toContainText("1 saved request no longer fits");
    await page.getByRole("button", { name: "Show what changed" }).click();
    const unfit = page.getByRole("list", { name: "Requests that no longer fit" });
    await expect(unfit).toContainText("The saved request Costly no longer fits: amount: ");
    await page.screenshot({ path: screenPath("schema-saved-unfit") });
    await unfit.getByRole("button", { name: "Costly" }).click();
    await expect(page.getByRole("tab", { name: /Costly/ })).toBeVisible();
    await page.getByRole("tab", { name: "Requests" }).click();
    const tree = page.getByRole("tree", { name: "Saved requests" });
    const mark = tree.getByRole("treeitem", { name: /Costly/ }).getByRole("img", { name: "no longer fits" });
    await expect(mark).toHaveAttribute(
      "title",
      new RegExp(`^The schema of ${server.target} changed: this request no longer fits.\n• amount: .`),
    );
    await expect(tree.getByRole("treeitem", { name: /Named/ }).getByText("!")).toHaveCount(0);
    await page.screenshot({ path: screenPath("collection-saved-unfit") });
    await tree.getByRole("treeitem", { name: /Shop/ }).click();
    const closed = tree.getByRole("img", { name: "1 request in here no longer fits" });
    await expect(closed).toBeVisible();
    await page.screenshot({ path: screenPath("collection-saved-unfit-closed") });
    expect(await violations(page)).toEqual([]);
    await writeFile(join(folder, "costly.yml"), saved("Costly", '{"amount": "9"}'));
    await expect(closed).toHaveCount(0);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
});

test("a toast at every change of tab: none here, the server is asked once, and the menu says when", async ({
  app,
}) => {
  const { page } = app;
  await connect(page);
  await page.getByRole("treeitem", { name: /Get/ }).click();
  await expect(page.getByText("0 B protobuf")).toBeVisible();
  await page.getByRole("button", { name: "New request" }).click();
  const asked = server.questions.length;
  for (let turn = 0; turn < 3; turn += 1) {
    for (const tab of await page.getByRole("tablist", { name: "Open requests" }).getByRole("tab").all())
      await tab.click();
  }
  expect(server.questions.length).toBe(asked);
  await expect(page.getByText(/reflection failed|schema of/i)).toHaveCount(0);
  await page.getByRole("treeitem", { name: /Get/ }).click();
  await page.locator(".pill").last().click();
  await expect(page.getByRole("dialog", { name: "Connection" })).toContainText("read just now");
  await page.screenshot({ path: screenPath("schema-connection-age") });
});

test("services that fail are told with their reasons, the others work", async ({ app }) => {
  const { page } = app;
  served = (question) =>
    question.kind === "symbol" && question.name === "shop.Broken"
      ? { error: 13, message: "the registry is not built" }
      : honest({ ...SERVICES, "shop.Broken": "broken.proto" }, OLD)(question);
  await connect(page);
  await page.locator(".pill").click();
  const findings = page.getByRole("list", { name: "Findings of the schema" });
  await expect(findings).toContainText("shop.Broken");
  await expect(findings).toContainText("the registry is not built");
  await page.screenshot({ path: screenPath("schema-service-failed") });
});

test("reflection is asked in the version and with the metadata that were set", async ({ app }) => {
  const { page } = app;
  await connect(page);
  await openMenu(page, "Sources…");
  const dialog = page.getByRole("dialog", { name: "Schema sources" });
  await dialog.getByRole("checkbox", { name: /metadata of its own/ }).check();
  await dialog.getByRole("textbox", { name: "Name of a new entry" }).fill("x-schema-key");
  await dialog.getByRole("textbox", { name: "Value of a new entry" }).fill("secret");
  await dialog.getByRole("button", { name: "Add" }).last().click();
  await dialog.getByRole("combobox", { name: "Reflection" }).selectOption("v1alpha only");
  await expect.poll(() => server.metadata.at(-1)?.["x-schema-key"]).toBe("secret");
  await page.screenshot({ path: screenPath("schema-reflection-source") });
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.locator(".pill")).toContainText("reflection v1alpha");
});
