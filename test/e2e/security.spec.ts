/** What a page, ours or a stranger's, must not be able to do. */
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import type { Page } from "@playwright/test";
import { CONTENT_SECURITY_POLICY } from "../../electron/content-security-policy.ts";
import { expect, test } from "./harness/fixtures.ts";

test.use({
  expectedComplaints:
    /Refused to|violates|Content Security Policy|Trusted|Not allowed to|ERR_|Failed to load|requires/,
});

/** Runs a script in the page as the page would: what Playwright evaluates is exempt from the ban on eval, a timer's work is not. */
function inPage(page: Page, script: string): Promise<unknown> {
  return page.evaluate(
    `new Promise((resolve, reject) => setTimeout(() => (async () => { ${script} })().then(resolve, reject)))`,
  );
}

test("pages are sandboxed, isolated and without Node", async ({ app }) => {
  const names = ["sandbox", "contextIsolation", "nodeIntegration", "webviewTag", "webSecurity"];
  const preferences = await app.electron.evaluate(
    ({ webContents }, wanted) =>
      webContents.getAllWebContents().map((contents) => {
        const found: object = Reflect.apply(Reflect.get(contents, "getLastWebPreferences"), contents, []);
        return wanted.map((name) => `${name}: ${Reflect.get(found, name)}`);
      }),
    names,
  );
  expect(preferences).toEqual([
    [
      "sandbox: true",
      "contextIsolation: true",
      "nodeIntegration: false",
      "webviewTag: false",
      "webSecurity: true",
    ],
  ]);
  const globals = ["require", "process", "module", "Buffer", "global", "__dirname", "electron"];
  const types = await app.page.evaluate(
    (list) => list.map((name) => typeof Reflect.get(globalThis, name)),
    globals,
  );
  expect(types).toEqual(globals.map(() => "undefined"));
});

test("the bridge offers what the contract says, and cannot be changed", async ({ app }) => {
  const members = await app.page.evaluate(() => {
    const bridge = Reflect.get(globalThis, "byteglass");
    try {
      bridge.requestEngine = undefined;
    } catch {}
    return Object.keys(bridge).map((name) => `${name}: ${typeof bridge[name]}`);
  });
  expect(members.sort()).toEqual([
    "agreeToOpenFiles: function",
    "copyText: function",
    "keepSecret: function",
    "onCommand: function",
    "onEngineTrouble: function",
    "onInspectText: function",
    "onOpenFiles: function",
    "openExternal: function",
    "openFiles: function",
    "pathForFile: function",
    "platform: string",
    "readSecret: function",
    "requestEngine: function",
    "saveFile: function",
    "secretKeeping: function",
    "setTheme: function",
    "theme: function",
    "version: string",
  ]);
});

test("the engine runs in a process of its own", async ({ app }) => {
  const engines = () =>
    app.electron.evaluate(
      ({ app: electronApp }) =>
        electronApp.getAppMetrics().filter((metric) => metric.name === "Byteglass engine").length,
    );
  await expect.poll(engines).toBe(1);
});

test("every file of the page carries the policy", async ({ app }) => {
  const policies = await app.page.evaluate(async () => {
    const addresses = ["/index.html", ...performance.getEntriesByType("resource").map((entry) => entry.name)];
    const answers = await Promise.all(addresses.map((address) => fetch(address)));
    return answers.map((answer) => answer.headers.get("content-security-policy"));
  });
  expect([...new Set(policies)]).toEqual([CONTENT_SECURITY_POLICY]);
});

test("the policy stops code made from text", async ({ app }) => {
  const outcomes = await inPage(
    app.page,
    `const attempt = (run) => { try { run(); return "allowed"; } catch (error) { return error.name; } };
    const script = document.createElement("script");
    return [
      attempt(() => (0, eval)("1")),
      attempt(() => new Function("return 1")),
      attempt(() => { document.createElement("div").innerHTML = "<b>x</b>"; }),
      attempt(() => { script.text = "globalThis.broken = true"; }),
      attempt(() => { script.src = "https://example.test/x.js"; }),
      attempt(() => new Worker(URL.createObjectURL(new Blob(["1"])))),
    ];`,
  );
  expect(outcomes).toEqual(["EvalError", "EvalError", "TypeError", "TypeError", "TypeError", "TypeError"]);
});

test("the page reaches no network", async ({ app }) => {
  const outcomes = await inPage(
    app.page,
    `const event = (target, good) => new Promise((resolve) => {
      target.addEventListener(good, () => resolve("reached"));
      target.addEventListener("error", () => resolve("refused"));
      setTimeout(() => resolve("no answer"), 5000);
    });
    const image = new Image();
    const style = Object.assign(document.createElement("link"), { rel: "stylesheet" });
    const outcomes = [
      fetch("https://example.test/").then(() => "reached", () => "refused"),
      fetch("http://127.0.0.1:1/").then(() => "reached", () => "refused"),
      event(image, "load"),
      event(style, "load"),
      event(new WebSocket("wss://example.test/"), "open"),
    ];
    image.src = "https://example.test/x.png";
    style.href = "https://example.test/x.css";
    document.head.append(style);
    return Promise.all(outcomes);`,
  );
  expect(outcomes).toEqual(Array(5).fill("refused"));
});

test("even a page without our policy reaches no network and no file", async ({ app }) => {
  const requests: string[] = [];
  const server = createServer((request, response) => {
    requests.push(request.url ?? "");
    response.setHeader("access-control-allow-origin", "*").end("reached");
  });
  server.on("upgrade", (request, socket) => {
    requests.push(request.url ?? "");
    socket.destroy();
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const place = `127.0.0.1:${(server.address() as AddressInfo).port}`;
  const outcomes = await app.electron.evaluate(async ({ BrowserWindow }, host) => {
    const stranger = new BrowserWindow({ show: false });
    await stranger.loadURL("data:text/html,<title>stranger</title>");
    const result = await stranger.webContents.executeJavaScript(`Promise.all([
      ...["http://${host}/a", "https://${host}/b", "file:///etc/passwd"].map((address) =>
        fetch(address).then(() => "reached", () => "refused")),
      new Promise((resolve) => {
        const socket = new WebSocket("ws://${host}/c");
        socket.onopen = () => resolve("reached");
        socket.onerror = () => resolve("refused");
      }),
      new Promise((resolve) => {
        const image = new Image();
        image.onload = () => resolve("reached");
        image.onerror = () => resolve("refused");
        image.src = "http://${host}/d";
      }),
    ])`);
    stranger.destroy();
    return result;
  }, place);
  server.close();
  expect([outcomes, requests]).toEqual([Array(5).fill("refused"), []]);
});

test("the protocol serves its own folder and nothing else", async ({ app }) => {
  const addresses = [
    "/../package.json",
    "/..%2fpackage.json",
    "/%2e%2e/package.json",
    "/%2e%2e%2f%2e%2e%2fpackage.json",
    "/..%5cpackage.json",
    "/assets/../../package.json",
    "//etc/passwd",
    "/etc/passwd",
    "/%00index.html",
    "/%ff",
    "/",
    "app://other/index.html",
  ];
  const fetchAll = (list: readonly (readonly [address: string, method: string])[]) =>
    app.page.evaluate(
      (pairs) =>
        Promise.all(
          pairs.map(([address, method]) =>
            fetch(address, { method }).then(
              (answer) => answer.status,
              () => "refused",
            ),
          ),
        ),
      list,
    );
  expect(await fetchAll(addresses.map((address) => [address, "GET"]))).toEqual(
    addresses.map(() => "refused"),
  );
  const methods = ["POST", "PUT", "DELETE", "GET", "HEAD"].map((method) => ["/index.html", method] as const);
  expect(await fetchAll(methods)).toEqual(["refused", "refused", "refused", 200, 200]);
});

test("permissions are refused, but writing to the clipboard", async ({ app }) => {
  const states = await inPage(
    app.page,
    `const names = ["geolocation", "notifications", "camera", "microphone", "clipboard-read", "midi"];
    const granted = (run) => run.then(() => "granted", () => "denied");
    return Promise.all([
      ...names.map(async (name) => (await navigator.permissions.query({ name })).state),
      granted(navigator.mediaDevices.getUserMedia({ audio: true })),
      granted(navigator.clipboard.readText()),
    ]);`,
  );
  expect(states).toEqual(Array(8).fill("denied"));
  await app.page.evaluate(() => Reflect.get(globalThis, "byteglass").copyText("eight"));
  expect(await app.electron.evaluate(({ clipboard }) => clipboard.readText())).toBe("eight");
});

test("a stranger's page with our preload script is not heard", async ({ app }) => {
  const outcome = await app.electron.evaluate(async ({ app: electronApp, BrowserWindow }) => {
    const preload = `${electronApp.getAppPath()}/dist/electron/preload.cjs`;
    const stranger = new BrowserWindow({ show: false, webPreferences: { preload, sandbox: true } });
    await stranger.loadURL("data:text/html,<title>stranger</title>");
    const result = await stranger.webContents.executeJavaScript(`(async () => {
      let ports = 0;
      addEventListener("message", (event) => { ports += event.ports.length; });
      byteglass.requestEngine();
      const theme = await byteglass.theme().catch((error) => error.message);
      await new Promise((resolve) => setTimeout(resolve, 300));
      return [theme, ports];
    })()`);
    stranger.destroy();
    return result;
  });
  expect(outcome).toEqual(["This page may not ask the desktop.", 0]);
});

test("a question of the wrong shape is refused", async ({ app }) => {
  const messages = await app.page.evaluate(async () => {
    const { copyText, openFiles, setTheme } = Reflect.get(globalThis, "byteglass");
    const message = (error: Error) => error.message;
    return Promise.all([
      copyText(8).catch(message),
      openFiles({}).catch(message),
      setTheme("pink").catch(message),
    ]);
  });
  expect(messages).toEqual(Array(3).fill("The desktop does not know this question."));
});

test("only https addresses are handed to the browser", async ({ app }) => {
  const opened = await app.page.evaluate(() =>
    Promise.all(
      [
        "http://example.test/",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://a:b@example.test/",
        "x",
        "",
      ].map((address) => Reflect.get(globalThis, "byteglass").openExternal(address)),
    ),
  );
  expect(opened).toEqual(Array(6).fill(false));
});

// A blocked navigation leaves Playwright waiting for it, so this comes last and asks the main process where the page is.
test("the page stays where it is", async ({ app }) => {
  const before = app.page.url();
  const found = await app.electron.evaluate(async ({ BrowserWindow }) => {
    const [window] = BrowserWindow.getAllWindows();
    const run = (script: string) => window?.webContents.executeJavaScript(script, true);
    const targets = [
      "https://example.test/",
      "http://127.0.0.1:1/",
      "data:text/html,x",
      "file:///etc/passwd",
      "app://other/index.html",
      "about:blank",
    ];
    for (const target of targets) await run(`location.href = ${JSON.stringify(target)}; 0`);
    const opened = await run("window.open('https://example.test/') === null");
    await run(
      "document.body.append(Object.assign(document.createElement('iframe'), { src: 'data:text/html,x' })); 0",
    );
    await new Promise((resolve) => setTimeout(resolve, 500));
    return [window?.webContents.getURL(), opened, BrowserWindow.getAllWindows().length];
  });
  expect(found).toEqual([before, true, 1]);
});
