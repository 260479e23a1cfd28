/** A connection is followed while it comes about, and where it breaks: of a call and of reading a schema. */
import { createServer as createHttp2Server } from "node:http2";
import { createServer, type Server, type Socket } from "node:net";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { screenPath } from "./harness/launch.ts";

/** A server that takes connections and says what it is told to, or nothing. */
async function listen(words: string): Promise<{ readonly target: string; readonly stop: () => void }> {
  const sockets = new Set<Socket>();
  const server: Server = createServer((socket) => {
    sockets.add(socket.on("error", () => undefined).resume());
    if (words !== "") socket.write(words);
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  return {
    target: `127.0.0.1:${typeof address === "object" ? address?.port : 0}`,
    stop: () => {
      for (const socket of sockets) socket.destroy();
      server.close();
    },
  };
}

test("a schema is asked for once", async ({ app }) => {
  const { page } = app;
  const asked: string[] = [];
  const server = createHttp2Server().on("stream", (stream, headers) => {
    asked.push(String(headers[":path"]));
    stream.respond({ "content-type": "application/grpc", "grpc-status": "12" }, { endStream: true });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const address = server.address();
  const target = `127.0.0.1:${typeof address === "object" ? address?.port : 0}`;
  await page.getByPlaceholder("localhost:50051").fill(target);
  await page.getByRole("button", { name: "Connect" }).click();
  await expect(page.getByRole("region", { name: "Answer" }).getByRole("alert")).toBeVisible();
  const reflections = asked.filter((path) => path.includes("ServerReflection"));
  expect(new Set(reflections).size).toBeGreaterThan(0);
  expect(reflections).toEqual([...new Set(reflections)]);
  server.close();
});

for (const theme of ["dark", "light"] as const) {
  test.describe(`in ${theme}`, () => {
    test.use({ appOptions: { theme } });
    test("the strip is drawn as the connection comes, and says what another server is", async ({ app }) => {
      const { page } = app;
      const silent = await listen("");
      const ssh = await listen("SSH-2.0-OpenSSH_9.6\r\n");
      const answer = page.getByRole("region", { name: "Answer" });
      await page.getByPlaceholder("localhost:50051").fill(silent.target);
      await page.getByRole("button", { name: "Connect" }).click();
      const steps = answer.locator(".connection-steps li");
      await expect(steps.last()).toHaveAttribute("data-outcome", "under-way");
      await expect(answer.getByRole("status").last()).toContainText("waiting for HTTP/2");
      await page.screenshot({ path: screenPath(`connecting-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await answer.getByRole("button", { name: "Cancel" }).click();

      const address = page.getByRole("textbox", { name: "Address of the gRPC server" });
      await address.fill(ssh.target);
      await address.press("Enter");
      await expect(answer.getByRole("alert")).toContainText("as an SSH server says");
      await expect(steps.last()).toHaveAttribute("data-outcome", "failed");
      await page.screenshot({ path: screenPath(`connecting-ssh-${theme}`) });
      expect(await violations(page)).toEqual([]);
      silent.stop();
      ssh.stop();
    });

    test("a long name of a status is whole in a narrow window", async ({ app }) => {
      const { page, electron } = app;
      await electron.evaluate(({ BrowserWindow }) => BrowserWindow.getAllWindows()[0]?.setSize(1120, 760));
      await page
        .getByRole("button", { name: /sample server/i })
        .first()
        .click();
      await page.getByRole("treeitem", { name: "unary Crash", exact: true }).click();
      const send = page.getByRole("button", { name: /^Send Ctrl/ });
      await expect(send).toBeEnabled();
      await page.getByRole("treeitem", { name: "unary Hang", exact: true }).click();
      await expect(page.getByText("0 B protobuf")).toBeVisible();
      await page.getByRole("textbox", { name: "Deadline" }).fill("200ms");
      await send.click();
      const words = page.getByTestId("answer-status").locator(".status-words");
      await expect(words).toHaveText("DEADLINE_EXCEEDED");
      expect(await words.evaluate((element) => element.scrollWidth - element.clientWidth)).toBe(0);
      await page.screenshot({ path: screenPath(`long-status-${theme}`) });
    });
  });
}
