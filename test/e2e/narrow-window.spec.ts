/** The smallest window: what there is to choose is seen, and rows of bytes are as long as there is room. */
import type { Locator } from "@playwright/test";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus } from "./harness/request-page.ts";

async function resize({ electron, page }: RunningApp, width: number, height: number): Promise<void> {
  await electron.evaluate(
    ({ BrowserWindow }, [w, h]) => BrowserWindow.getAllWindows()[0]?.setContentSize(w, h),
    [width, height] as const,
  );
  await expect.poll(() => page.evaluate("innerWidth")).toBe(width);
}

async function sendSample(app: RunningApp): Promise<void> {
  const { page } = app;
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
}

/** How many of these are hidden behind something, or cut off by what they stand in. */
function covered(parts: Locator): Promise<readonly string[]> {
  return parts.evaluateAll((elements) =>
    elements
      .filter((element) => {
        const { left, right, top, bottom } = element.getBoundingClientRect();
        const middle = (top + bottom) / 2;
        return [left + 2, right - 2].some((x) => !element.contains(document.elementFromPoint(x, middle)));
      })
      .map((element) => element.textContent ?? ""),
  );
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test("the smallest window shows every tab and switch of a request", async ({ app }) => {
      const { page } = app;
      await sendSample(app);
      await resize(app, 960, 640);
      const request = page.getByRole("region", { name: "Request" });
      const choices = request.getByRole("group", { name: "View of the message" }).getByRole("button");
      await expect.poll(() => covered(request.getByRole("tab"))).toEqual([]);
      await expect.poll(() => covered(choices)).toEqual([]);
      await page.getByRole("treeitem", { name: /whiskers/ }).click();
      const inspector = page.getByRole("region", { name: "Inspector" });
      await expect(inspector.getByTestId("selection-line")).toContainText("concepts[1].name");
      await expect.poll(() => covered(inspector.getByRole("tab"))).toEqual([]);
      await page.screenshot({ path: screenPath(`narrow-${theme}`) });
      expect(await violations(page)).toEqual([]);
    });
  });
}

test("the smallest window shows all that can be done with loose bytes", async ({ app }) => {
  const { page } = app;
  await resize(app, 960, 640);
  await app.electron.evaluate(
    ({ clipboard }, text) => clipboard.writeText(text),
    "08960112096170706c655f7061791a06038e029ea705220d0a0248691100880754930100002a056162",
  );
  await expect(page.getByText("engine ready")).toBeVisible();
  await page.evaluate("document.activeElement?.blur()");
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page.getByText("0x08 at 0")).toBeVisible();
  const tab = page.getByRole("tabpanel", { name: "pasted" });
  await expect.poll(() => covered(tab.locator(".chain button, .chip, .strip button"))).toEqual([]);
  await expect.poll(() => covered(tab.getByRole("tab"))).toEqual([]);
  const finding = tab.getByRole("button", { name: /^Field 5 at 0x26/ });
  await expect(finding).toBeInViewport({ ratio: 1 });
  expect(await finding.evaluate(({ clientWidth }) => clientWidth)).toBeGreaterThan(240);
  await page.screenshot({ path: screenPath("narrow-payload-dark") });
});

test("what a connection tells stays in a window that shrinks", async ({ app }) => {
  const { page } = app;
  await sendSample(app);
  await page.getByRole("button", { name: "h2c: connection" }).click();
  const report = page.getByRole("dialog", { name: "Connection" });
  await expect(report).toBeInViewport({ ratio: 1 });
  await resize(app, 960, 640);
  await expect(report).toBeInViewport({ ratio: 1 });
  await page.screenshot({ path: screenPath("narrow-connection-dark") });
});

test("the smallest window compares with every column in view", async ({ app }) => {
  const { page } = app;
  await sendSample(app);
  await resize(app, 960, 640);
  await page.getByRole("tab", { name: "Compare channels" }).click();
  await page.getByRole("button", { name: "Compare", exact: true }).click();
  const table = page.getByRole("table").filter({ hasText: "Decoded answer" });
  await expect(table.getByRole("row")).toHaveCount(6);
  const cut = () =>
    table.evaluate((element) => {
      const pane = element.closest(".compare");
      return pane === null ? "no pane" : pane.scrollWidth - pane.clientWidth;
    });
  await expect.poll(cut).toBe(0);
  await page.screenshot({ path: screenPath("narrow-compare-dark") });
});

test("a method opened from loose bytes has the servers of the requests beside it", async ({ app }) => {
  const { page } = app;
  await sendSample(app);
  await page.evaluate("document.activeElement?.blur()");
  await app.electron.evaluate(({ clipboard }) => clipboard.writeText("08 96 01"));
  await page.keyboard.press("ControlOrMeta+V");
  await expect(page.getByText("0x08 at 0")).toBeVisible();
  await page.getByRole("treeitem", { name: "unary GetModel", exact: true }).click();
  await page.getByRole("tab", { name: "Compare channels" }).click();
  await expect(page.getByRole("group", { name: "Channels to compare" }).getByRole("checkbox")).toHaveCount(8);
});

test("rows of bytes are half as long where there is no room, and stay linked", async ({ app }) => {
  const { page } = app;
  await sendSample(app);
  const grid = page.getByRole("grid", { name: "Bytes" });
  const rows = grid.getByRole("row");
  const overflow = () => grid.evaluate(({ scrollWidth, clientWidth }) => scrollWidth - clientWidth);
  await expect(grid).toHaveAttribute("aria-rowcount", "5");
  await page.getByRole("treeitem", { name: /whiskers/ }).click();
  const selected = () => grid.locator(".byte.selected").allTextContents();
  const bytes = ["0a", "08", ..."whiskers"].map((one) =>
    one.length === 2 ? one : one.charCodeAt(0).toString(16),
  );
  await expect.poll(selected).toEqual(bytes);

  await resize(app, 1100, 700);
  await expect(grid).toHaveAttribute("aria-rowcount", "10");
  await expect.poll(overflow).toBe(0);
  await expect.poll(selected).toEqual(bytes);
  await expect(rows.filter({ hasText: "0028" }).getByRole("gridcell").last()).toHaveText("skers··^");

  await grid.getByText("77", { exact: true }).click();
  await page.keyboard.press("ArrowDown");
  await expect(page.getByTestId("byte-line")).toContainText("0x15 at 45");
  await page.keyboard.press("Home");
  await page.keyboard.press("Shift+End");
  await app.electron.evaluate(({ clipboard }) => clipboard.clear());
  await page.keyboard.press("ControlOrMeta+C");
  await expect
    .poll(() => app.electron.evaluate(({ clipboard }) => clipboard.readText()))
    .toBe("73 6b 65 72 73 15 9e 5e");

  await resize(app, 1440, 900);
  await expect(grid).toHaveAttribute("aria-rowcount", "5");
  await expect.poll(overflow).toBe(0);
});
