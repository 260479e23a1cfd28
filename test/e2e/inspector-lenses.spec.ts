/** What can be asked about loose bytes: readings, other ways to take the input, types, a schema, sizes, differences. */
import { gzipSync } from "node:zlib";
import type { Page } from "@playwright/test";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";

const MESSAGE = Buffer.from(
  "08960112096170706c655f7061791a06038e029ea705220d0a0248691100880754930100002a056162",
  "hex",
);
const PASTED = gzipSync(Buffer.concat([Buffer.from([0, 0, 0, 0, MESSAGE.length]), MESSAGE])).toString(
  "base64",
);

async function paste(app: RunningApp, text: string): Promise<void> {
  await expect(app.page.getByText("engine ready")).toBeVisible();
  await app.electron.evaluate(({ clipboard }, words) => clipboard.writeText(words), text);
  await app.page.evaluate("document.activeElement?.blur()");
  await app.page.keyboard.press("ControlOrMeta+V");
  await expect(app.page.getByRole("grid", { name: "Bytes" })).toBeVisible();
}

const fields = (page: Page) => page.getByRole("tree", { name: "Fields" });
const readings = (page: Page) => page.getByRole("list", { name: "Readings" });

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("bytes show how they can be read, where they go and what is odd", async ({ app }) => {
      const { page } = app;
      await paste(app, PASTED);
      await fields(page).getByText("[3, 270, 86942]").click();
      await expect(readings(page).getByText("in use")).toBeVisible();
      await expect(
        page.getByRole("list", { name: "Bytes by field" }).getByRole("button", { name: /^2 11 B/ }),
      ).toBeVisible();
      await page.screenshot({ path: screenPath(`lenses-${theme}`) });

      await readings(page).getByRole("button", { name: "use bytes" }).click();
      await expect(fields(page).getByText("03 8e 02 9e a7 05")).toBeVisible();
      await page.keyboard.press("ControlOrMeta+Z");
      await expect(fields(page).getByText("[3, 270, 86942]")).toBeVisible();

      await page.getByRole("button", { name: /^Set the length/ }).click();
      await expect(page.getByRole("list", { name: "Findings" })).not.toContainText("truncated-payload");
      await page.getByRole("tab", { name: "Diff" }).click();
      await expect(page.getByRole("table", { name: "Bytes side by side" })).toContainText("05");
      await page.screenshot({ path: screenPath(`diff-${theme}`) });
      await page.getByRole("tab", { name: /^Frames/ }).click();
      await expect(page.getByRole("list", { name: "Frames" })).toContainText("gRPC message");
      await page.getByRole("button", { name: "grouped" }).click();
      await page.getByRole("searchbox", { name: "Filter fields" }).fill("apple");
      await expect(fields(page).getByRole("treeitem")).toHaveCount(2);
      await page.screenshot({ path: screenPath(`frames-${theme}`) });
    });

    test("a schema is found for bytes, or written", async ({ app }) => {
      const { page } = app;
      await page.getByRole("button", { name: "Start the sample server" }).click();
      await expect(page.getByText("PredictRequest")).toBeVisible();
      await paste(app, "0a 03 63 61 74 15 5f 07 7e 3f");
      await page.getByRole("button", { name: "Which message is this?" }).click();
      const matches = page.getByRole("list", { name: "Types that explain these bytes, best first" });
      await expect(matches.getByRole("button").first()).toBeVisible();
      await page.screenshot({ path: screenPath(`match-${theme}`) });
      await matches
        .getByRole("button", { name: /samples\.vision\.v1\.Concept/ })
        .first()
        .click();
      await expect(fields(page).getByText("0.9923")).toBeVisible();
      await expect(page.getByRole("combobox", { name: "Read as" })).toHaveValue(/Concept/);

      await expect(fields(page).getByText("value", { exact: true })).toBeVisible();
      await page.getByRole("button", { name: "effective" }).click();
      await expect(fields(page).getByText("value", { exact: true })).toBeVisible();
      await page.screenshot({ path: screenPath(`effective-${theme}`) });

      await page.getByRole("button", { name: "Write a .proto" }).click();
      await expect(page.getByRole("dialog", { name: "Write a .proto" })).toContainText("1 sample");
      await page.getByRole("textbox", { name: "Name of field 1" }).fill("animal");
      await page.getByRole("textbox", { name: "Name of the message" }).fill("Sighting");
      await expect(page.getByRole("dialog").locator(".view-lines")).toContainText("animal");
      await page.screenshot({ path: screenPath(`infer-${theme}`) });
      await page.getByRole("button", { name: "Read the bytes as it" }).click();
      await expect(fields(page).getByText("animal")).toBeVisible();
    });
  });
}

test("findings are walked by key, and a message is written in its canonical form", async ({ app }) => {
  const { page } = app;
  await paste(app, "12 01 61 08 85 00");
  const selected = fields(page).getByRole("treeitem", { selected: true });
  await page.keyboard.press("F8");
  await expect(selected).toContainText("5");
  await expect(page.getByText("no findings")).toHaveCount(0);
  await page.screenshot({ path: screenPath("findings-copy-dark") });
  await page.getByRole("button", { name: "Copy these findings" }).click();
  await expect
    .poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toMatch(/^warning varint-overlong, bytes 4–6/);
  await page.getByRole("button", { name: "Copy…" }).click();
  await page.screenshot({ path: screenPath("copy-bytes-dark") });
  await page.getByRole("button", { name: "Go slice" }).click();
  await expect
    .poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe("[]byte{0x12, 0x01, 0x61, 0x08, 0x85, 0x00}");
  await page.getByRole("tab", { name: "Diff" }).click();
  await expect(page.getByRole("combobox", { name: "Compared with" })).toHaveValue("canonical");
  await expect(page.getByText("The same meaning in other bytes.")).toBeVisible();
  await page.screenshot({ path: screenPath("canonical-dark") });
  await page.getByRole("button", { name: "Write it so" }).click();
  const bytes = page.getByRole("grid", { name: "Bytes" }).locator(".byte:not(.end)");
  await expect.poll(async () => (await bytes.allTextContents()).join(" ")).toBe("08 05 12 01 61");
  await expect(page.getByText("no findings")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Z");
  await expect.poll(async () => (await bytes.allTextContents()).join(" ")).toBe("12 01 61 08 85 00");
});

test("a step of the input is taken away, and taken in another way", async ({ app }) => {
  const { page } = app;
  await paste(app, PASTED);
  const steps = page.getByRole("list", { name: "Steps from the input to the bytes" }).getByRole("listitem");
  await expect(steps).toHaveCount(3);
  await page.getByRole("button", { name: /^Take away: gRPC frame/ }).click();
  await expect(steps).toHaveCount(2);
  await page.getByRole("button", { name: "all steps again" }).click();
  await expect(steps).toHaveCount(3);
});

test("a byte, a field and a JSON value of a payload select each other", async ({ app }) => {
  const { page } = app;
  await paste(app, "08 96 01 12 02 48 69");
  await page.getByRole("grid", { name: "Bytes" }).getByRole("gridcell", { name: "48" }).click();
  await expect(fields(page).getByRole("treeitem", { selected: true })).toContainText('"Hi"');
  await fields(page).getByText("150").click();
  await expect(
    page.getByRole("grid", { name: "Bytes" }).getByRole("gridcell", { selected: true }),
  ).toHaveCount(3);
  await page.getByRole("tab", { name: "JSON", exact: true }).click();
  await expect(page.locator(".selected-json").last()).toHaveText("150");
  await page.locator(".view-lines").getByText('"Hi"').click();
  await expect(page.getByTestId("selection-line")).toContainText("0003 +4");
  await page.getByRole("tab", { name: "Text", exact: true }).click();
  await expect(page.locator(".view-lines")).toContainText("150");
});
