/** One message over every channel of the address row, the request of HTTP + JSON, and a URL opened as a request. */
import { once } from "node:events";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { CHANNEL_KINDS } from "../../core/contract/channels.ts";
import { channelWords } from "../../renderer/format/channel.ts";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus, copyEditor, pasteMessage } from "./harness/request-page.ts";

async function openGetModel({ page }: RunningApp): Promise<void> {
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
  await page.keyboard.press("ControlOrMeta+K");
  await page.getByRole("combobox", { name: /^Search requests/ }).fill("GetModel");
  await page.getByRole("option", { name: /^method\s*GetModel/ }).click();
  await expect(page.getByRole("button", { name: /\/GetModel / })).toBeVisible();
}

test("a message goes over every channel", async ({ app }) => {
  const { page } = app;
  await openGetModel(app);
  const models = [
    ["models/general-v2", "General"],
    ["models/faces-v3", "Faces"],
  ] as const;
  for (const [at, kind] of CHANNEL_KINDS.entries()) {
    // In turns, so that no answer is that of the channel before.
    const [name, displayName] = models[at % 2] ?? models[0];
    await pasteMessage(app, JSON.stringify({ name }));
    await page.getByRole("combobox", { name: "Channel" }).selectOption(kind);
    if (kind === "http-protobuf")
      await page.getByRole("textbox", { name: "Content type" }).fill("application/proto");
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(answerStatus(app), channelWords(kind).name).toHaveText(/^OK/);
    const answer = async () => JSON.parse(await copyEditor(app, "Answer")).displayName;
    await expect.poll(answer, channelWords(kind).name).toBe(displayName);
    await page.screenshot({ path: screenPath(`channel-${kind}-dark`) });
  }
});

test("HTTP + JSON shows its request, and a URL opens as one", async ({ app }) => {
  const { page } = app;
  await openGetModel(app);
  await page.getByRole("combobox", { name: "Channel" }).selectOption("http-json");
  await pasteMessage(app, '{ "name": "models/general-v2", "readMask": "name,displayName" }');
  await page.getByRole("button", { name: "Show the request" }).click();
  const explained = page.getByRole("region", { name: "HTTP request of the message" });
  await expect(explained).toContainText("GET /v1/models/general-v2?read_mask=name%2CdisplayName");
  await expect(explained.getByRole("row")).toHaveText([/path\s*name/, /query\s*read_mask/]);
  await page.screenshot({ path: screenPath("http-request-dark") });
  await page.getByRole("button", { name: "From a URL…" }).click();
  const form = page.getByRole("dialog", { name: "From a URL" });
  await form.getByRole("textbox", { name: "URL" }).fill("http://localhost/v9/nothing");
  await form.getByRole("button", { name: "Open as a request" }).click();
  await expect(form.getByRole("alert")).toContainText("has the form of http://localhost/v9/nothing");
  await page.screenshot({ path: screenPath("from-url-dark") });
  // A line says headers and a server, too: it is for the import, which knows the schema's rules.
  await form
    .getByRole("textbox", { name: "URL" })
    .fill("curl http://localhost/v1/models?pageSize=7 -H 'x-who: me'");
  await form.getByRole("button", { name: "Open as a request" }).click();
  const importing = page.getByRole("dialog", { name: "Import requests" });
  await expect(importing).toContainText("ListModels");
  await page.screenshot({ path: screenPath("from-url-curl-dark") });
  await page.keyboard.press("Escape");
  await page.getByRole("button", { name: "From a URL…" }).click();
  await form.getByRole("textbox", { name: "URL" }).fill("http://localhost/v1/models?pageSize=2");
  await form.getByRole("button", { name: "Open as a request" }).click();
  await expect(page.getByRole("button", { name: /\/ListModels / })).toBeVisible();
  expect(JSON.parse(await copyEditor(app, "Message"))).toEqual({ pageSize: 2 });
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(answerStatus(app)).toHaveText(/^OK/);
});

test("a curl line that is pasted for a message is read as the request it is", async ({ app }) => {
  const { page } = app;
  await openGetModel(app);
  await pasteMessage(
    app,
    'curl ^"http://localhost/v1/models?pageSize=7^" ^\n  -H ^"accept: */*^" ^\n  -H ^"x-who: me^"',
  );
  await expect(page.getByText("This is a curl line, no message.")).toBeVisible();
  await page.screenshot({ path: screenPath("curl-for-message-dark") });
  await page.getByRole("button", { name: "Read it as a request…" }).click();
  const importing = page.getByRole("dialog", { name: "Import requests" });
  await expect(importing.getByRole("textbox", { name: /^A grpcurl, buf curl or curl line/ })).toBeFocused();
  await expect(importing).toContainText("ListModels");
  await importing.getByRole("button", { name: "Open", exact: true }).click();
  await expect(page.getByRole("button", { name: /\/ListModels / })).toBeVisible();
  expect(JSON.parse(await copyEditor(app, "Message"))).toEqual({ pageSize: 7 });
});

test("what an answer held and its message does not is told beside it", async ({ app }) => {
  const { page } = app;
  const server = createServer((_, response) => {
    response.writeHead(200, { "Content-Type": "application/json" });
    response.end('{"displayName": "General", "brandNew": 5}');
  }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const { port } = server.address() as AddressInfo;
  try {
    await openGetModel(app);
    await page.getByRole("combobox", { name: "Channel" }).selectOption("http-json");
    await page.getByRole("textbox", { name: "Address of the HTTP server" }).fill(`http://127.0.0.1:${port}`);
    await pasteMessage(app, '{ "name": "models/general-v2" }');
    await page.keyboard.press("ControlOrMeta+Enter");
    await expect(answerStatus(app)).toHaveText(/^OK/);
    await expect(page.getByRole("list", { name: "About the call" })).toContainText("brandNew");
    await page.screenshot({ path: screenPath("call-findings-dark") });
    expect(await violations(page)).toEqual([]);
  } finally {
    server.close();
  }
});
