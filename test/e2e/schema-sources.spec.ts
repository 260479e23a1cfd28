/** Where a schema comes from: several sources in one, watched files, imports that are missing, what disagrees. */
import { mkdir, mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { answerFileDialogs, openMenu } from "./harness/schema-page.ts";

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-sources-"));
});
test.afterEach(async () => rm(folder, { recursive: true, force: true }));

async function write(name: string, text: string): Promise<string> {
  const file = join(folder, name);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, `syntax = "proto3"; package shop.v1;\n${text}`);
  return file;
}

const ORDERS = `
// Takes orders.
service Orders {
  rpc Place(Order) returns (Order);
}
message Order {
  string id = 1;
  int32 amount = 2;
}`;

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("sources are added, ordered and removed, and what disagrees is shown", async ({ app }) => {
      const { page } = app;
      const first = await write("one/orders.proto", ORDERS);
      const second = await write("two/orders.proto", ORDERS.replace("int32 amount", "string amount"));
      await answerFileDialogs(app, [[first], [second]]);
      await page.getByRole("button", { name: "Open .proto files…" }).click();
      await expect(page.getByRole("treeitem", { name: "Orders" })).toBeVisible();
      await openMenu(page, "Sources…");
      const dialog = page.getByRole("dialog", { name: "Schema sources" });
      await dialog.getByRole("button", { name: ".proto files…" }).click();
      await expect(dialog.getByRole("listitem", { name: ".proto files orders.proto" })).toHaveCount(2);
      await expect(dialog.getByText(/wins\. Different/)).toBeVisible();
      await page.screenshot({ path: screenPath(`schema-sources-${theme}`) });
      await dialog.getByRole("button", { name: "Where they disagree…" }).click();
      const conflicts = page.getByRole("dialog", { name: "Where the sources disagree" });
      await expect(conflicts.getByRole("region", { name: `In use, from ${first}` })).toContainText(
        "int32 amount = 2;",
      );
      await expect(conflicts.getByRole("region", { name: `Left out, from ${second}` })).toContainText(
        "string amount = 2;",
      );
      await page.screenshot({ path: screenPath(`schema-conflicts-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await conflicts.getByRole("button", { name: "Order the sources…" }).click();
      await dialog.getByRole("button", { name: "Move orders.proto down" }).first().click();
      await dialog.getByRole("button", { name: "Where they disagree…" }).click();
      await expect(conflicts.getByRole("region", { name: `In use, from ${second}` })).toContainText(
        "string amount = 2;",
      );
      await conflicts.getByRole("button", { name: "Order the sources…" }).click();
      await dialog.getByRole("button", { name: "Remove orders.proto" }).first().click();
      await expect(dialog.getByRole("button", { name: "Where they disagree…" })).toHaveCount(0);
      await expect(dialog.getByRole("button", { name: "Remove orders.proto" })).toBeDisabled();
      expect(app.complaints).toEqual([]);
    });
  });
}

test("a missing import says where it was looked for, and a button adds the folder", async ({ app }) => {
  const { page } = app;
  const file = await write("api/orders.proto", `import "common/money.proto";\n${ORDERS}`);
  await write("elsewhere/common/money.proto", "message Money { int64 units = 1; }");
  await answerFileDialogs(app, [[file], [join(folder, "elsewhere")]]);
  await page.getByRole("button", { name: "Open .proto files…" }).click();
  const missing = page.getByRole("list", { name: "Missing imports" });
  await expect(missing).toContainText('the import "common/money.proto" was not found. Looked in');
  await expect(missing).toContainText(join(folder, "api"));
  await page.screenshot({ path: screenPath("schema-missing-import") });
  await missing.getByRole("button", { name: "Add folder…" }).click();
  await expect(page.getByRole("treeitem", { name: "Orders" })).toBeVisible();
  await expect(missing).toHaveCount(0);
});

test("a changed file is read again, the body is kept, and what no longer fits is told", async ({ app }) => {
  const { page } = app;
  const file = await write("orders.proto", ORDERS);
  await answerFileDialogs(app, [[file]]);
  await page.getByRole("button", { name: "Open .proto files…" }).click();
  await page.getByRole("treeitem", { name: /Place/ }).click();
  await expect(page.getByText("0 B protobuf")).toBeVisible();
  await write("orders.proto", ORDERS.replace("int32 amount", "bool paid"));
  const notice = page
    .getByRole("tabpanel", { name: "schema" })
    .getByText(/The schema changed since it was read before/);
  await expect(notice).toContainText("1 open request no longer fits");
  await expect(page.getByRole("list", { name: "Problems in the message" })).toContainText("amount");
  await page.screenshot({ path: screenPath("schema-drift-notice") });
  await page.getByRole("button", { name: "Show what changed" }).click();
  const changes = page.getByRole("dialog", { name: "Changes of the schema" });
  await expect(changes.getByRole("list", { name: "Requests that no longer fit" })).toContainText(
    "Place no longer fits",
  );
  await expect(changes.getByRole("list", { name: "Changes" })).toContainText("amount → paid");
  await page.screenshot({ path: screenPath("schema-changes") });
  await changes.getByRole("button", { name: "Close" }).click();
  await expect(notice).toHaveCount(0);
  // A file that does not compile takes nothing away.
  await write("orders.proto", "message Order {");
  await expect(page.getByText(/No schema could be read/).first()).toBeVisible();
  await expect(page.getByRole("treeitem", { name: "Orders" })).toBeVisible();
});

test("a source that is not watched is not read again", async ({ app }) => {
  const { page } = app;
  const file = await write("orders.proto", ORDERS);
  await answerFileDialogs(app, [[file]]);
  await page.getByRole("button", { name: "Open .proto files…" }).click();
  await openMenu(page, "Sources…");
  const dialog = page.getByRole("dialog", { name: "Schema sources" });
  await dialog.getByRole("checkbox", { name: "Read again when these files change" }).uncheck();
  await expect(dialog.getByText(/^1 service, 1 method/)).toBeVisible();
  await write("orders.proto", ORDERS.replace("service Orders", "service Baskets"));
  await page.waitForTimeout(1500);
  await dialog.getByRole("button", { name: "Close" }).click();
  await expect(page.getByRole("treeitem", { name: "Orders" })).toBeVisible();
  await openMenu(page, "Read it again");
  await expect(page.getByRole("treeitem", { name: "Baskets" })).toBeVisible();
});
