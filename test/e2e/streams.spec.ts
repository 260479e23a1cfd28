/** A stream driven by hand: started, fed message by message, held, half-closed, replayed, charted, exported. */
import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus, copyEditor, pasteMessage } from "./harness/request-page.ts";

async function openMethod({ page }: RunningApp, name: string): Promise<void> {
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: /^Search requests/ }).fill(name);
  await page
    .getByRole("option", { name: new RegExp(`^method\\s*${name}`) })
    .first()
    .click();
  await expect(page.getByRole("button", { name: new RegExp(`/${name} `) })).toBeVisible();
  await expect(page.getByText(/^\d+ B protobuf$/)).toBeVisible();
}

/** Exports the recording to a file, without the system's dialogue, and opens it as the system would. */
async function exportAndOpen({ page, electron }: RunningApp, file: string): Promise<void> {
  await electron.evaluate(({ dialog }, filePath) => {
    dialog.showSaveDialog = () => Promise.resolve({ canceled: false, filePath });
  }, file);
  await page.getByRole("button", { name: "Export…" }).click();
  await expect(page.getByText(`Written to ${file}.`)).toBeVisible();
  await electron.evaluate(({ BrowserWindow }, path) => {
    for (const window of BrowserWindow.getAllWindows())
      window.webContents.send("byteglass:open-files", [path]);
  }, file);
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test("a stream both ways is driven by hand", async ({ app }) => {
      const { page } = app;
      await openMethod(app, "Live");
      await pasteMessage(app, '{ "config": { "rateHertz": 16000 } }');
      await page.getByRole("button", { name: /^Start / }).click();
      const list = page.getByRole("listbox", { name: "Timeline" });
      await expect(list.getByRole("option", { name: /AudioChunk #1/ })).toBeVisible();
      const next = page.getByRole("textbox", { name: "Next message" });
      for (const [index, words] of ["good", "good morning", "good morning all"].entries()) {
        await next.fill(`{ "pcm": "${"QUJD".repeat(800)}" }`);
        if (index === 0) await page.keyboard.press("ControlOrMeta+Enter");
        else await page.getByRole("button", { name: /^Send message/ }).click();
        await expect(
          list.getByRole("option", { name: new RegExp(`Caption #${index + 1}.*"${words}"`) }),
        ).toBeVisible();
      }
      await expect(page.getByText("AudioChunk #5")).toBeVisible();
      await list.getByRole("option", { name: /Caption #2/ }).click();
      await expect(page.getByRole("region", { name: "Inspector" })).toContainText("good morning");
      await page.screenshot({ path: screenPath(`stream-live-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await next.fill('{ "nope": 1 }');
      await page.getByRole("button", { name: /^Send message/ }).click();
      await expect(page.locator(".composer-trouble")).toContainText(
        "cannot be sent as samples.vision.v1.AudioChunk",
      );
      await page.getByRole("button", { name: "Half-close" }).click();
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await expect(list.getByRole("option", { name: /half-close/ })).toBeVisible();
      await page.screenshot({ path: screenPath(`stream-ended-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: "Replay" }).click();
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await expect(page.getByText("→ 4 sent")).toBeVisible();
      await exportAndOpen(app, join(app.userData, "live.byteglass"));
      await expect(answerStatus(app)).toHaveText(/^a recording/);
      await list.getByRole("option", { name: /Caption #3/ }).click();
      await expect(page.getByRole("region", { name: "Inspector" })).toContainText("good morning all");
      await page.screenshot({ path: screenPath(`stream-opened-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await page.getByRole("button", { name: "Replay" }).click();
      await expect(answerStatus(app)).toHaveText(/^OK/);
      await expect(page.getByText("→ 4 sent")).toBeVisible();
    });
  });
}

test("a client stream is driven by hand, out of a file too", async ({ app }) => {
  const { page } = app;
  await openMethod(app, "UploadFrames");
  await pasteMessage(app, '{ "sequence": 1 }');
  await page.getByRole("button", { name: "stay open" }).click();
  await page.screenshot({ path: screenPath("client-stream-ready-dark") });
  expect(await violations(page)).toEqual([]);
  await page.getByRole("button", { name: /^Start / }).click();
  const list = page.getByRole("listbox", { name: "Timeline" });
  await expect(list.getByRole("option", { name: /Frame #1/ })).toBeVisible();
  const next = page.getByRole("textbox", { name: "Next message" });
  await next.fill('{ "sequence": 2 }\n{\n  "sequence": 3\n}');
  await page.getByRole("button", { name: /^Send message/ }).click();
  await expect(list.getByRole("option", { name: /Frame #3/ })).toBeVisible();
  const file = join(app.userData, "frames.bin");
  writeFileSync(file, Uint8Array.from([4, 5, 6].flatMap((sequence) => [2, 0x08, sequence])));
  await next.fill(`@${file}`);
  await page.getByRole("button", { name: /^Send message/ }).click();
  await expect(list.getByRole("option", { name: /Frame #6.*"sequence": "6"/ })).toBeVisible();
  await page.getByRole("button", { name: "Half-close" }).click();
  await expect(answerStatus(app)).toHaveText(/^OK/);
  await page.screenshot({ path: screenPath("client-stream-ended-dark") });
});

test("the newest rows of a stream are there, however fast it comes", async ({ app }) => {
  const { page } = app;
  await watchTraining(app, 1_000_000, "0s");
  await page.getByRole("tab", { name: "Timeline" }).click();
  const list = page.getByRole("listbox", { name: "Timeline" });
  await expect(list.getByRole("option", { name: /TrainingEvent #\d{4}/ }).first()).toBeVisible();
  const numbers = await list.evaluate(newestOfFrames, 40);
  expect(numbers.filter((number) => number === 0)).toEqual([]);
  expect(new Set(numbers).size).toBeGreaterThan(3);
  await page.screenshot({ path: screenPath("stream-fast-dark") });
  await page.keyboard.press("Escape");
  await expect(answerStatus(app)).toHaveText(/^CANCELLED/);
});

/** Sends for so many events of a training, one each `interval`, without a deadline. */
async function watchTraining(app: RunningApp, eventCount: number, interval: string): Promise<void> {
  await openMethod(app, "WatchTraining");
  await pasteMessage(
    app,
    `{ "name": "models/general-v2", "eventCount": ${eventCount}, "interval": "${interval}" }`,
  );
  await app.page.getByRole("textbox", { name: "Deadline" }).fill("");
  await app.page.keyboard.press("ControlOrMeta+Enter");
}

/**
 * Runs in the page: the number of the last message in view in each of so many frames, 0 where there is none. The list
 * hears of its scrolling again and again, so that it often does just before new rows come.
 */
async function newestOfFrames(list: Element, count: number): Promise<readonly number[]> {
  const numbers: number[] = [];
  while (numbers.length < count) {
    list.dispatchEvent(new Event("scroll"));
    await new Promise((resolve) => requestAnimationFrame(resolve));
    const { top, bottom } = list.getBoundingClientRect();
    const rows = [...list.querySelectorAll("[role=option]")].filter((row) => {
      const place = row.getBoundingClientRect();
      return place.top < bottom && place.bottom > top;
    });
    const words = rows.at(-1)?.textContent ?? "";
    numbers.push(Number(/#(\d+)/.exec(words)?.[1] ?? 0));
  }
  return numbers;
}

test("the inspector follows a stream until a message is picked, and again when it is asked to", async ({
  app,
}) => {
  const { page } = app;
  // So many a second that it goes far beyond those that are told one by one, and so few that it does not end.
  await watchTraining(app, 1_000_000, "0.001s");
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect.poll(() => inspectedStep(app)).toBeGreaterThan(200);
  const list = page.getByRole("listbox", { name: "Timeline" });
  const picked = await list.evaluate(pickLast);
  await expect.poll(() => inspectedStep(app)).toBe(picked);
  const received = page.locator(".stream-counts");
  const before = await received.textContent();
  await expect(received).not.toHaveText(before ?? "");
  expect(await inspectedStep(app)).toBe(picked);
  await page.screenshot({ path: screenPath("stream-picked-dark") });
  await page.getByRole("button", { name: "Follow" }).click();
  await expect.poll(() => inspectedStep(app)).toBeGreaterThan(picked + 200);
  await page.keyboard.press("Escape");
  await expect(answerStatus(app)).toHaveText(/^CANCELLED/);
});

test("the inspector is at the last message of a fast stream when it ends", async ({ app }) => {
  const { page } = app;
  await watchTraining(app, 5000, "0s");
  await expect(answerStatus(app)).toHaveText(/^OK/);
  await expect.poll(() => inspectedStep(app)).toBe(5000);
  const received = page.getByRole("listbox", { name: "Received messages" });
  await expect(received.getByRole("option", { selected: true })).toContainText("#5000");
  await page.getByRole("tab", { name: "Timeline" }).click();
  const list = page.getByRole("listbox", { name: "Timeline" });
  // The list has its height once its rows are counted.
  await expect(async () => {
    await list.press("End");
    await expect(list.getByRole("option", { selected: true })).toContainText("#5000", { timeout: 1000 });
  }).toPass();
  await page.screenshot({ path: screenPath("stream-at-its-end-dark") });
});

/** Runs in the page: clicks the last row that is drawn, and answers with the number of its message. */
function pickLast(list: Element): number {
  const row = [...list.querySelectorAll<HTMLElement>("[role=option]")].findLast(
    (one) => one.textContent !== "",
  );
  row?.click();
  return Number(/#(\d+)/.exec(row?.textContent ?? "")?.[1]);
}

/** The step of the training event that the inspector shows; 0 while it shows none. */
async function inspectedStep({ page }: RunningApp): Promise<number> {
  const row = page.getByRole("region", { name: "Inspector" }).getByRole("treeitem", { name: /^step / });
  const [words = "0"] = await row.locator(".tree-value").allTextContents();
  return Number(words);
}

test("a long stream is filtered, charted, held and cancelled", async ({ app }) => {
  const { page } = app;
  await watchTraining(app, 5000, "0s");
  await expect(answerStatus(app)).toHaveText(/^OK/);
  await page.getByRole("tab", { name: "Timeline" }).click();
  await page.getByRole("textbox", { name: "Text to find" }).fill("step 1001 of");
  const list = page.getByRole("listbox", { name: "Timeline" });
  await expect(list.getByRole("option")).toHaveCount(1);
  await list.getByRole("option").click();
  await page.getByRole("textbox", { name: "Text to find" }).fill("");
  await page.getByRole("button", { name: "Chart" }).click();
  await page.getByRole("combobox", { name: "Field to draw" }).selectOption("in loss");
  await expect(page.getByText("5,000 values of 5,000 messages")).toBeVisible();
  await page.screenshot({ path: screenPath("stream-chart-dark") });
  expect(await violations(page)).toEqual([]);
  await page.getByRole("tab", { name: "Body" }).click();
  await expect.poll(async () => JSON.parse(await copyEditor(app, "Answer")).step).toBe(1001);

  await pasteMessage(app, '{ "name": "models/general-v2", "eventCount": 1000000, "interval": "0.001s" }');
  await page.keyboard.press("ControlOrMeta+Enter");
  await page.getByRole("tab", { name: "Timeline" }).click();
  await page.getByRole("button", { name: "Hold view" }).click();
  const behind = page.getByRole("button", { name: /^Go on · [1-9].* behind/ });
  await expect(behind).toBeVisible();
  // Another view and another tab leave the view held, and the filter and the chart as they were.
  await page.getByRole("textbox", { name: "Text to find" }).fill("step 5");
  await page.getByRole("tab", { name: "Headers" }).click();
  await page.getByRole("tab", { name: "Timeline" }).click();
  await expect(behind).toBeVisible();
  await page.getByRole("button", { name: "New request" }).click();
  await page.keyboard.press("ControlOrMeta+Shift+Tab");
  await expect(behind).toBeVisible();
  await expect(page.getByRole("textbox", { name: "Text to find" })).toHaveValue("step 5");
  await expect(page.getByRole("combobox", { name: "Field to draw" })).toHaveValue("in loss");
  await page.getByRole("button", { name: "Pause stream" }).click();
  await expect(page.getByRole("button", { name: "Resume stream" })).toBeVisible();
  await page.keyboard.press("Escape");
  await expect(answerStatus(app)).toHaveText(/^CANCELLED/);
});

test("a small window has the strip, the chart and rows of a stream", async ({ app }) => {
  const { page } = app;
  await app.electron.evaluate(({ BrowserWindow }) =>
    BrowserWindow.getAllWindows()[0]?.setContentSize(1100, 700),
  );
  await openMethod(app, "WatchTraining");
  await pasteMessage(app, '{ "name": "models/general-v2", "eventCount": 30, "interval": "0s" }');
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
  await page.getByRole("tab", { name: "Timeline" }).click();
  await page.getByRole("button", { name: "Chart" }).click();
  await expect(page.getByRole("img", { name: /^step: 30 values/ })).toBeVisible();
  await expect(page.getByRole("img", { name: /^Overview of/ })).toBeVisible();
  const list = page.getByRole("listbox", { name: "Timeline" });
  await expect.poll(() => list.evaluate(wholeRows)).toBeGreaterThanOrEqual(3);
  await page.screenshot({ path: screenPath("stream-small-dark") });
  expect(await violations(page)).toEqual([]);
});

/** Runs in the page: rows of a list that are wholly in view. */
function wholeRows(list: Element): number {
  const { top, bottom } = list.getBoundingClientRect();
  return [...list.querySelectorAll("[role=option]")].filter((row) => {
    const place = row.getBoundingClientRect();
    return place.top >= top && place.bottom <= bottom;
  }).length;
}
