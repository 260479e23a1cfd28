/** How a connection came about, however long its certificates are and wherever it broke; and where it is set. */
import type { Locator } from "@playwright/test";
import { violations } from "./harness/axe.ts";
import { type ChainServer, startChainServer } from "./harness/chain-server.ts";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";
import { answerStatus, pasteMessage } from "./harness/request-page.ts";
import { type SampleProcess, startSampleProcess } from "./harness/sample-process.ts";

let sample: SampleProcess;
let chained: ChainServer;
test.beforeAll(async () => {
  sample = await startSampleProcess();
  chained = await startChainServer(sample.addresses.grpc);
});
test.afterAll(async () => {
  chained.stop();
  await sample.stop();
});

/** Nothing of it leaves the window, and nothing in it is wider than it is. */
async function expectInside(part: Locator): Promise<void> {
  const over = await part.evaluate((element) => {
    const around = element.getBoundingClientRect();
    const { clientWidth, clientHeight } = element.ownerDocument.documentElement;
    const outside = [around.left, around.top, clientWidth - around.right, clientHeight - around.bottom];
    const leaves = outside.some((space) => space < 0);
    const wide = [element, ...element.querySelectorAll("*")].filter(
      (inner) => inner.getBoundingClientRect().right > around.right + 1,
    );
    return [...(leaves ? ["leaves the window"] : []), ...wide.map((inner) => inner.outerHTML.slice(0, 120))];
  });
  expect(over).toEqual([]);
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test("a long chain of certificates is told without leaving its place", async ({ app }) => {
      const { page } = app;
      const address = page.getByRole("textbox", { name: "Address of the gRPC server" });
      const answer = page.getByRole("region", { name: "Answer" });
      await page.getByPlaceholder("localhost:50051").fill(chained.target);
      await page.getByRole("button", { name: "Connect" }).click();
      await answer.getByRole("button", { name: "Use TLS" }).click();
      await expect(answer.getByRole("alert")).toContainText("authority that is not trusted here");
      await answer.getByRole("button", { name: "Set certificates…" }).click();
      await expect(page.getByRole("textbox", { name: "CA certificate" })).toBeFocused();
      await page.getByRole("textbox", { name: "CA certificate" }).fill(chained.caFile);
      await page.screenshot({ path: screenPath(`connection-untrusted-${theme}`) });
      await address.press("Enter");
      await page.getByRole("treeitem", { name: "unary Predict", exact: true }).click();
      await page.getByRole("tab", { name: "Message" }).click();
      await expect(page.getByText(/\d+ B protobuf/)).toBeVisible();
      await pasteMessage(app, '{ "modelId": "general-v2", "inputs": [{ "text": "a" }] }');
      await page.getByRole("button", { name: /^Send/ }).click();
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await page.getByRole("button", { name: "h2: connection" }).click();
      const report = page.getByRole("dialog", { name: "Connection" });
      await expect(report).toContainText("trusted for localhost");
      await expect(report).toContainText("Issuing Certificate Authority for Machine Learning Platforms");
      await page.screenshot({ path: screenPath(`connection-chain-${theme}`) });
      await expectInside(report);
      expect(await violations(page)).toEqual([]);
      await page.keyboard.press("Escape");

      await page.getByRole("tab", { name: /^Connection/ }).click();
      await page.getByRole("textbox", { name: "CA certificate" }).fill("");
      await page.getByRole("textbox", { name: "Server name" }).fill("elsewhere.example.test");
      await page.getByRole("button", { name: /^Send/ }).click();
      await expect(answerStatus(app)).toHaveText(/^UNAVAILABLE/);
      await page.screenshot({ path: screenPath(`connection-refused-${theme}`) });
      await page.getByRole("button", { name: "steps: connection" }).click();
      await page.screenshot({ path: screenPath(`connection-refused-report-${theme}`) });
      await expectInside(report);
      expect(await violations(page)).toEqual([]);
    });
  });
}
