/** An answer of some megabytes: there at once, read on behind, its JSON in pages. */
import { compileText } from "../schema/support/protoc.ts";
import { honest, type ReflectionServer, startReflectionServer } from "../schema/support/reflection-server.ts";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { answerStatus, copyEditor } from "./harness/request-page.ts";

const files = compileText({
  "shop.proto": `syntax = "proto3"; package shop;
    service Orders { rpc List(Query) returns (Page); }
    message Query { string text = 1; }
    message Page { repeated Order orders = 1; }
    message Order { string id = 1; int32 amount = 2; }`,
});
/** An order of 34 bytes, and a field that the schema does not have behind the last. */
const order = Buffer.concat([
  Buffer.from([0x0a, 34, 0x0a, 30]),
  Buffer.alloc(30, "a"),
  Buffer.from([0x10, 7]),
]);
const count = 100_000;
const answer = Buffer.concat([...Array.from({ length: count }, () => order), Buffer.from([0x50, 7])]);

let server: ReflectionServer;
test.beforeEach(async () => {
  server = await startReflectionServer(["v1"], honest({ "shop.Orders": "shop.proto" }, files), {
    "/shop.Orders/List": () => answer,
  });
});
test.afterEach(() => server.stop());

test("a large answer is shown before it is read, and its JSON comes in pages", async ({ app }) => {
  const { page } = app;
  await page.getByPlaceholder("localhost:50051").fill(server.target);
  await page.getByRole("button", { name: "Connect" }).click();
  await page.getByRole("treeitem", { name: /List/ }).click();
  await expect(page.getByText("0 B protobuf")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
  await page.screenshot({ path: screenPath("large-answer-reading") });
  const region = page.getByRole("region", { name: "Answer" });
  await expect(region.getByText(/ of .* JSON$/)).toBeVisible({ timeout: 60_000 });
  await expect(region.getByRole("button", { name: "1 finding" })).toBeVisible();
  const beginning = async () => (await copyEditor(app, "Answer")).slice(0, 200);
  await expect.poll(beginning).toContain('"orders": [');
  await region.getByRole("button", { name: /Next/ }).click();
  await expect.poll(beginning).not.toContain('"orders": [');
  expect(await beginning()).toContain('"amount": 7');
  // The page begins inside a value, which the caret selects: that is no reason to turn back.
  await expect(region.getByRole("spinbutton", { name: "Page" })).toHaveValue("2");
  await page.screenshot({ path: screenPath("large-answer") });
});
