/** The window itself: its looks, its place, its engine, and what outlives a session. */
import { spawn } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { callEngine } from "./harness/engine-call.ts";
import { expect, test } from "./harness/fixtures.ts";
import { launch, ROOT, type RunningApp, screenPath } from "./harness/launch.ts";

/** The engine's process id, as soon as there is one. */
async function enginePid(app: RunningApp): Promise<number> {
  const find = () =>
    app.electron.evaluate(
      ({ app: electronApp }) =>
        electronApp.getAppMetrics().find((metric) => metric.name === "Byteglass engine")?.pid ?? 0,
    );
  await expect.poll(find).toBeGreaterThan(0);
  return find();
}

const isDark = (app: RunningApp) => app.page.evaluate("matchMedia('(prefers-color-scheme: dark)').matches");

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("the window opens at its size and with its name", async ({ app }) => {
      await expect(app.page).toHaveTitle(/Byteglass/);
      expect(await app.page.evaluate("[innerWidth, innerHeight]")).toEqual([1440, 900]);
      expect(await isDark(app)).toBe(theme === "dark");
      await app.page.screenshot({ path: screenPath(`start-${theme}`) });
    });
  });
}

test("an engine that dies is started again and answers", async ({ app }) => {
  const first = await enginePid(app);
  process.kill(first, "SIGKILL");
  const answer = await callEngine(app.page, "loadState", { name: "absent" });
  expect(answer).toEqual({ text: undefined });
  expect(await enginePid(app)).not.toBe(first);
});

test("the app quits while its engine is down", async () => {
  const app = await launch();
  const ended = new Promise((resolve) => app.electron.process().once("exit", resolve));
  const engine = await enginePid(app);
  await app.electron.evaluate(({ app: electronApp }, pid) => {
    process.kill(pid, "SIGKILL");
    setTimeout(() => electronApp.quit(), 100);
  }, engine);
  expect(await ended).toBe(0);
});

test("the engine checks what a page sends", async ({ app }) => {
  const answer = await callEngine(app.page, "readHex", { documentId: 8, start: -1, end: "x" });
  expect(answer).toMatchObject({ code: "usage" });
});

test("a page that dies is loaded again", async ({ app }) => {
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    const contents = BrowserWindow.getAllWindows()[0]?.webContents;
    const loaded = new Promise<void>((resolve) => contents?.once("did-finish-load", () => resolve()));
    contents?.forcefullyCrashRenderer();
    await loaded;
  });
  const shown = () =>
    app.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.webContents.executeJavaScript("document.body.innerText.length > 0"),
    );
  await expect.poll(shown).toBe(true);
});

test("what the page says while it closes is kept", async () => {
  const userData = await mkdtemp(join(tmpdir(), "byteglass-e2e-"));
  try {
    const first = await launch({ userData });
    await callEngine(first.page, "loadState", { name: "last" });
    await first.page.evaluate(`new Promise((resolve) => {
      addEventListener("message", function take(event) {
        if (event.data?.type !== "byteglass:engine-port") return;
        removeEventListener("message", take);
        const call = { t: "q", i: "last", m: "saveState", a: [{ texts: [{ name: "last", text: "words" }] }] };
        addEventListener("pagehide", () => event.ports[0].postMessage(call));
        resolve();
      });
      byteglass.requestEngine();
    })`);
    await first.close();
    const second = await launch({ userData });
    expect(await callEngine(second.page, "loadState", { name: "last" })).toEqual({ text: "words" });
    await second.close();
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});

test("a second start leaves the work to the first", async ({ app }) => {
  const executable = join(process.env["ELECTRON_OVERRIDE_DIST_PATH"] ?? "", "electron");
  const second = spawn(
    executable,
    [ROOT, `--user-data-dir=${app.userData}`, "--no-sandbox", "--disable-gpu"],
    {
      stdio: "ignore",
    },
  );
  const code = await new Promise((resolve) => second.once("exit", resolve));
  const windows = await app.electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows().length);
  expect([code, windows]).toEqual([0, 1]);
});

test("place, theme and what was typed outlive a session", async () => {
  const userData = await mkdtemp(join(tmpdir(), "byteglass-e2e-"));
  const bounds = { x: 40, y: 30, width: 1100, height: 700 };
  try {
    const first = await launch({ userData, theme: "kept" });
    await first.electron.evaluate(({ BrowserWindow }, place) => {
      BrowserWindow.getAllWindows()[0]?.setBounds(place);
    }, bounds);
    await first.page.evaluate("byteglass.setTheme('light')");
    await callEngine(first.page, "saveState", { texts: [{ name: "e2e", text: "typed" }] });
    await first.close();

    const second = await launch({ userData, theme: "kept" });
    const place = await second.electron.evaluate(({ BrowserWindow }) =>
      BrowserWindow.getAllWindows()[0]?.getBounds(),
    );
    expect(place).toEqual(bounds);
    expect(await second.page.evaluate("byteglass.theme()")).toBe("light");
    expect(await isDark(second)).toBe(false);
    expect(await callEngine(second.page, "loadState", { name: "e2e" })).toEqual({ text: "typed" });
    await second.close();
  } finally {
    await rm(userData, { recursive: true, force: true });
  }
});
