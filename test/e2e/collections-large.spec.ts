/** Collections of thousands of requests and long histories, in the window: only what is on the screen is drawn. */
import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { HistoryEntry } from "../../core/contract/history.ts";
import { History } from "../../core/history/history.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";

const folder = scratchFolder("large");
const userData = join(folder, "user");
const collection = join(folder, "large-api");

test.beforeAll(async () => {
  await mkdir(collection);
  await writeFile(join(collection, "opencollection.yml"), "opencollection: 1.0.0\ninfo: {name: large-api}\n");
  for (let index = 0; index < 5000; index++) {
    const group = join(collection, `group ${String(Math.floor(index / 500)).padStart(2, "0")}`);
    if (index % 500 === 0) await mkdir(group);
    await writeFile(join(group, `r${index}.yml`), request(index));
  }
  await writeFile(
    join(collection, "group 00", "broken.yml"),
    "info: {name: x, type: grpc}\ngrpc:\n  url: [\n",
  );
  const history = new History(join(userData, "state"));
  await Promise.all(
    Array.from({ length: 5000 }, (_, index) => history.add(call(index), [`item-${index}`], "{}")),
  );
  await history.settle();
});

function request(index: number): string {
  return `info:\n  name: Request ${index}\n  type: grpc\n  seq: ${index}\ngrpc:\n  url: localhost:1\n  method: /a.B/Method${index}\n  methodType: unary\n  message: "{}"\n`;
}

function call(index: number): HistoryEntry {
  return {
    id: `c${index}`,
    startedAt: new Date(Date.UTC(2026, 0, 1) + index * 1000).toISOString(),
    method: `a.B/Method${index}`,
    target: "localhost:1",
    channel: "grpc",
    statusCode: index % 7 === 0 ? 5 : 0,
    duration: 1,
    sentCount: 1,
    receivedCount: 1,
    requestByteLength: 1,
    responseByteLength: 1,
    name: "",
    environment: "",
  };
}

const scrollSource = (selector: string) => `(async () => {
  const element = document.querySelector(${JSON.stringify(selector)});
  const times = [];
  let last = performance.now();
  for (let step = 0; step <= 120; step++) {
    element.scrollTop = ((element.scrollHeight - element.clientHeight) * step) / 120;
    await new Promise(requestAnimationFrame);
    times.push(performance.now() - last);
    last = performance.now();
  }
  return times;
})()`;

/** Scrolls from the top to the end, a step a frame, and answers with the times between frames in ms. */
async function scroll({ page }: RunningApp, selector: string): Promise<readonly number[]> {
  return await page.evaluate<readonly number[]>(scrollSource(selector));
}

function tell(what: string, times: readonly number[]): void {
  const sorted = [...times].sort((left, right) => left - right);
  const at = (part: number) => (sorted[Math.floor((sorted.length - 1) * part)] ?? 0).toFixed(1);
  process.stdout.write(`${what}: ${at(0.5)} ms a frame, 95 % below ${at(0.95)} ms, longest ${at(1)} ms\n`);
}

test.describe("with a long history", () => {
  test.use({ appOptions: { userData } });

  test("lists every call of a long history", async ({ app }) => {
    const { page } = app;
    await page.getByRole("tab", { name: "History" }).click();
    await expect(page.getByText("5,000 calls")).toBeVisible();
    const calls = page.getByRole("listbox", { name: "Calls" });
    await expect(calls.getByRole("option").first()).toContainText("Method4999");
    tell("a history of 5,000 calls", await scroll(app, ".history-list"));
    await expect(calls.getByRole("option").last()).toContainText("Method0");
    await calls.focus();
    await page.keyboard.press("Home");
    await expect(calls.getByRole("option", { selected: true })).toContainText("Method4999");
    await page.keyboard.press("End");
    await expect(calls.getByRole("option", { selected: true })).toContainText("Method0");
    await page.screenshot({ path: screenPath("history-large") });
    await page.getByRole("textbox", { name: "Search the history" }).fill("item-77");
    await expect(page.getByText("11 calls")).toBeVisible();
  });
});

test("shows 5,000 requests, and scrolls and finds among them", async ({ app }) => {
  const { electron, page } = app;
  await electron.evaluate(({ dialog }, path) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [path] });
  }, collection);
  const started = performance.now();
  await page.getByRole("button", { name: "Open a collection…" }).click();
  const tree = page.getByRole("tree", { name: "Saved requests" });
  await expect(tree.getByRole("treeitem", { name: /group 00/ })).toBeVisible();
  process.stdout.write(
    `a collection of 5,000 requests is there after ${Math.round(performance.now() - started)} ms\n`,
  );
  for (const group of ["group 09", "group 05", "group 00"]) {
    await tree.getByRole("treeitem", { name: new RegExp(group) }).click();
  }
  await expect(tree.getByRole("treeitem", { name: /Request 0\b/ })).toBeVisible();
  await expect(tree.getByRole("treeitem", { name: /broken/ })).toHaveCount(0);
  tell("the tree of 5,000 requests", await scroll(app, ".collection-tree"));
  await expect(tree.getByRole("treeitem", { name: /Request 4999/ })).toBeVisible();
  expect(await tree.getByRole("treeitem").count()).toBeLessThan(100);
  await page.screenshot({ path: screenPath("collections-large") });
});
