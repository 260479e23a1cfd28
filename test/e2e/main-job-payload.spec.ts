/** Loose bytes: pasted, taken apart, and looked at from three sides. */
import { gzipSync } from "node:zlib";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";

const MESSAGE = Buffer.from(
  "08960112096170706c655f7061791a06038e029ea705220d0a0248691100880754930100002a056162",
  "hex",
);
/** The message in a gRPC frame, zipped, as base64: as it may be found in a log. */
const PASTED = gzipSync(Buffer.concat([Buffer.from([0, 0, 0, 0, MESSAGE.length]), MESSAGE])).toString(
  "base64",
);

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("pasting with nothing focused opens the inspector", async ({ app }) => {
      const { page } = app;
      await expect(page.getByText("engine ready")).toBeVisible();
      await app.electron.evaluate(({ clipboard }, text) => clipboard.writeText(text), PASTED);
      await page.keyboard.press("ControlOrMeta+V");

      const steps = page
        .getByRole("list", { name: "Steps from the input to the bytes" })
        .getByRole("listitem");
      await expect(steps).toHaveText([/^pasted base64/, /^gunzip/, /^gRPC frame/]);
      await expect(page.getByRole("treeitem", { name: /"apple_pay"/ })).toBeVisible();
      await expect(page.getByRole("list", { name: "Findings" })).toContainText("truncated-payload");

      await page.getByRole("grid", { name: "Bytes" }).getByRole("gridcell", { name: "8e" }).click();
      await expect(page.getByTestId("selection-line")).toHaveText(/field 3 · LEN · 0013 \+8/);
      await page.screenshot({ path: screenPath(`payload-${theme}`) });
      await page.getByRole("tab", { name: "JSON" }).click();
      await expect(page.locator(".selected-json").first()).toBeVisible();
      await page.screenshot({ path: screenPath(`payload-json-${theme}`) });
    });
  });
}

test("bytes can be typed, and read as a message of the schema", async ({ app }) => {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: /^Search requests/ }).fill("paste a payload");
  await page.keyboard.press("Enter");
  await page
    .getByRole("textbox", { name: "Bytes as hex, base64 or text" })
    .fill("0a 03 63 61 74 15 5f 07 7e 3f");
  await page.getByRole("button", { name: "Inspect" }).click();
  await expect(page.getByRole("treeitem", { name: /^2 2/ })).toBeVisible();
  await page.getByRole("combobox", { name: "Read as" }).selectOption("samples.vision.v1.Concept");
  await expect(page.getByRole("treeitem", { name: /^value 2 I32 0\.9923/ })).toBeVisible();
});

test("a file that is dropped anywhere is inspected", async ({ app }) => {
  const { page } = app;
  await expect(page.getByText("engine ready")).toBeVisible();
  const transfer = await page.evaluateHandle(`(() => {
    const dropped = new DataTransfer();
    dropped.items.add(new File([Uint8Array.from([${[...MESSAGE]}])], "cat.bin"));
    return dropped;
  })()`);
  await page.dispatchEvent("main", "drop", { dataTransfer: transfer });
  await expect(page.getByRole("tab", { name: "cat.bin" })).toBeVisible();
  await expect(page.getByRole("treeitem", { name: /"apple_pay"/ })).toBeVisible();
});
