/** Reading a schema: docs with links, search over all names, hovers, rules, examples of fields. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { copyEditor, pasteMessage } from "./harness/request-page.ts";
import { answerFileDialogs, openMenu } from "./harness/schema-page.ts";

let folder: string;
test.beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-docs-"));
});
test.afterEach(async () => rm(folder, { recursive: true, force: true }));

const RULED = `syntax = "proto3"; package shop.v1;
import "buf/validate/validate.proto";
service Orders { rpc Place(Order) returns (Order); }
// What is bought.
message Order {
  // Chosen by the shop.
  string id = 1 [(buf.validate.field).string.min_len = 3];
  int32 amount = 2 [(buf.validate.field).int32 = {gte: 1, lte: 99}];
  Kind kind = 3;
  string old_name = 4 [deprecated = true];
  repeated Line lines = 5;
  message Line { string sku = 1; }
}
enum Kind {
  // Not told yet.
  KIND_NONE = 0;
  // On paper.
  KIND_BOOK = 1;
}`;

async function openRuled(app: Parameters<typeof answerFileDialogs>[0]): Promise<void> {
  const file = join(folder, "orders.proto");
  await writeFile(file, RULED);
  await answerFileDialogs(app, [[file]]);
  await app.page.getByRole("button", { name: "Open .proto files…" }).click();
  await app.page.getByRole("treeitem", { name: /Place/ }).click();
  await expect(app.page.getByText(/B protobuf/)).toBeVisible();
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("docs tell comments, types as links, rules and values", async ({ app }) => {
      const { page } = app;
      await openRuled(app);
      await page.getByRole("tab", { name: "Docs" }).click();
      const docs = page.getByRole("region", { name: "Docs of shop.v1.Orders/Place" });
      await expect(docs).toContainText("Chosen by the shop.");
      await expect(docs).toContainText("string.min_len = 3");
      await page.screenshot({ path: screenPath(`schema-docs-tab-${theme}`) });
      await docs.getByRole("button", { name: "Kind" }).first().click();
      const dialog = page.getByRole("dialog", { name: "About shop.v1.Kind" });
      await expect(dialog).toContainText("On paper.");
      await page.screenshot({ path: screenPath(`schema-docs-${theme}`) });
      await dialog.getByRole("button", { name: "shop.v1.Order.kind" }).click();
      await expect(page.getByRole("dialog", { name: "About shop.v1.Order" })).toContainText(
        "What is bought.",
      );
      await page.getByRole("button", { name: "Back" }).click();
      await expect(dialog).toContainText("On paper.");
      await dialog.getByRole("button", { name: "Source" }).click();
      await expect.poll(() => copyEditor(app, "Source")).toContain("KIND_BOOK = 1;");
      await page.screenshot({ path: screenPath(`schema-source-${theme}`) });
      expect(app.complaints).toEqual([]);
    });

    test("broken rules are told at their place, in their words", async ({ app }) => {
      const { page } = app;
      await openRuled(app);
      await pasteMessage(app, '{\n  "id": "ab",\n  "amount": 100\n}');
      const problems = page.getByRole("list", { name: "Problems in the message" });
      await expect(problems).toContainText("string.min_len");
      await expect(problems).toContainText("line 3, column");
      await page.screenshot({ path: screenPath(`schema-rules-${theme}`) });
    });

    test("every name is found, in the palette and in the tree", async ({ app }) => {
      const { page } = app;
      await page.getByRole("button", { name: "Start the sample server" }).click();
      await expect(page.getByText("237 B protobuf")).toBeVisible();
      await page.getByRole("textbox", { name: "Filter the schema" }).fill("concepts");
      await expect(page.getByRole("treeitem", { name: /max_concepts/ })).toBeVisible();
      await page.screenshot({ path: screenPath(`schema-filter-${theme}`) });
      await page.getByRole("treeitem", { name: /max_concepts/ }).click();
      await expect(
        page.getByRole("dialog", { name: "About samples.vision.v1.PredictRequest" }),
      ).toBeVisible();
      await page.keyboard.press("Escape");
      await page.keyboard.press("ControlOrMeta+K");
      await page.keyboard.type("max_concepts");
      await expect(page.getByRole("option", { name: /max_concepts/ }).first()).toBeVisible();
      await page.screenshot({ path: screenPath(`schema-palette-${theme}`) });
    });
  });
}

test("a field's hover has its comment, its rules and its values", async ({ app }) => {
  const { page } = app;
  await openRuled(app);
  const hoverOver = async (text: string) => {
    await page.mouse.move(5, 5);
    await page.locator(".request-pane, .pane").getByText(text, { exact: true }).first().hover();
  };
  await hoverOver('"kind"');
  const hover = page.locator(".monaco-hover").first();
  await expect(hover).toContainText("Kind kind = 3");
  await expect(hover).toContainText("On paper.");
  await page.screenshot({ path: screenPath("schema-hover-values") });
  await hoverOver('"id"');
  await expect(page.locator(".monaco-hover").filter({ hasText: "string.min_len = 3" })).toBeVisible();
});

test("a schema is exported, and refusals say what to do", async ({ app }) => {
  const { page } = app;
  await openRuled(app);
  const out = join(folder, "out");
  await openMenu(page, "Export…");
  const dialog = page.getByRole("dialog", { name: "Export the schema" });
  await dialog.getByRole("textbox", { name: "Folder to write" }).fill(folder);
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await expect(dialog.getByRole("alert")).toContainText("holds files that no export wrote");
  await expect(dialog.getByRole("button", { name: "Overwrite" })).toBeVisible();
  await page.screenshot({ path: screenPath("schema-export-refused") });
  await dialog.getByRole("textbox", { name: "Folder to write" }).fill(out);
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText(`written to ${out}`);
  await page.screenshot({ path: screenPath("schema-export") });
  await dialog.getByRole("radio", { name: /one descriptor set/ }).check();
  await dialog.getByRole("textbox", { name: "File to write" }).fill(join(folder, "set.binpb"));
  await dialog.getByRole("button", { name: "Export", exact: true }).click();
  await expect(dialog.getByRole("status")).toContainText("set.binpb");
});

test("two schemas are compared", async ({ app }) => {
  const { page } = app;
  await openRuled(app);
  const other = join(folder, "other.proto");
  await writeFile(
    other,
    RULED.replace("int32 amount = 2 [(buf.validate.field).int32 = {gte: 1, lte: 99}]", "string amount = 2"),
  );
  await answerFileDialogs(app, [[other]]);
  await openMenu(page, "Compare…");
  const dialog = page.getByRole("dialog", { name: "Compare schemas" });
  await dialog.getByRole("button", { name: "A file…" }).click();
  await expect(dialog.getByRole("list", { name: "Changes" })).toContainText("string → int32");
  await page.screenshot({ path: screenPath("schema-compare") });
});
