/** Servers that are not ours, in the window: what proxies answer, streams of etcd, the refusals and certificates of Cerbos. */
import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { NO_SERVERS } from "../../renderer/state/servers.ts";
import { makeTestCertificates } from "../channels/support/certificates.ts";
import { cerbosMissing, cerbosProgram, startCerbos } from "../servers/support/cerbos.ts";
import { etcdMissing, etcdProgram, etcdSource, startEtcd } from "../servers/support/etcd.ts";
import { findProgram, freePorts, type RunningProgram, startProgram } from "../servers/support/programs.ts";
import { scratchFolder } from "../support/scratch-folder.ts";
import { violations } from "./harness/axe.ts";
import { expect, test } from "./harness/fixtures.ts";
import { launch, type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus } from "./harness/request-page.ts";
import { keepRequests } from "./harness/session.ts";

const auto = { mode: "auto" as const };
const base64 = (text: string): string => Buffer.from(text).toString("base64");

async function look({ page }: RunningApp, name: string): Promise<void> {
  await page.screenshot({ path: screenPath(name) });
  expect(await violations(page)).toEqual([]);
}

async function send(app: RunningApp, status: RegExp): Promise<void> {
  await app.page.getByRole("button", { name: /^Send/ }).click();
  await expect(answerStatus(app)).toHaveText(status);
}

for (const theme of ["dark", "light"] as const) {
  test.describe(`nginx, in ${theme}`, () => {
    const nginx = findProgram("nginx", "/usr/sbin/nginx");
    test.skip(nginx === undefined, "no nginx: apt-get install nginx-light");

    test("answers of a proxy are shown as they are", async () => {
      const { running, ports } = await startNginx(nginx ?? "");
      const at = (port: number) => ({ target: `127.0.0.1:${port}`, security: auto });
      const { down, small, moved } = ports;
      const put = { method: "etcdserverpb.KV/Put", deadline: "" };
      const userData = keepRequests(
        [etcdSource],
        [
          { ...put, messages: [`{ "key": "${base64("a")}" }`], servers: { ...NO_SERVERS, grpc: at(down) } },
          {
            ...{ ...put, channel: "http-json" as const },
            messages: [`{ "key": "${base64("a")}", "value": "${base64("x".repeat(4000))}" }`],
            servers: { ...NO_SERVERS, "http-json": at(small) },
          },
          {
            ...{ ...put, channel: "http-json" as const },
            messages: [`{ "key": "${base64("a")}" }`],
            servers: { ...NO_SERVERS, "http-json": at(moved) },
          },
        ],
      );
      const app = await launch({ theme, userData });
      try {
        const answer = app.page.getByRole("region", { name: "Answer" });
        await send(app, /^UNAVAILABLE/);
        await expect(answer).toContainText("502 Bad Gateway");
        await look(app, `proxy-502-${theme}`);
        await app.page.keyboard.press("ControlOrMeta+Tab");
        await send(app, /^[A-Z_]+/);
        await expect(answer).toContainText("413");
        await look(app, `proxy-413-${theme}`);
        await app.page.keyboard.press("ControlOrMeta+Tab");
        await send(app, /^[A-Z_]+/);
        await expect(answer).toContainText("elsewhere.example");
        await look(app, `proxy-redirect-${theme}`);
      } finally {
        await app.close();
        await running.stop();
      }
    });
  });

  test.describe(`etcd, in ${theme}`, () => {
    test.skip(etcdProgram === undefined, etcdMissing);

    test("a watch is fed from a file, held, and cancelled", async () => {
      const etcd = await startEtcd(etcdProgram ?? "");
      const server = { target: etcd.target, security: auto };
      const watched = ["a", "b", "c"].map((key) => `{"createRequest": {"key": "${base64(key)}"}}`);
      const file = join(scratchFolder("ndjson"), "watch.ndjson");
      writeFileSync(file, watched.slice(1).join("\n"));
      const userData = keepRequests(
        [etcdSource],
        [
          {
            method: "etcdserverpb.Watch/Watch",
            methodKind: "bidi-stream",
            messages: watched.slice(0, 1),
            servers: { ...NO_SERVERS, grpc: server },
            deadline: "",
          },
          {
            method: "etcdserverpb.KV/Put",
            messages: [`{ "key": "${base64("b")}", "value": "${base64("new")}" }`],
            servers: { ...NO_SERVERS, grpc: server },
          },
        ],
      );
      const app = await launch({ theme, userData });
      const { page } = app;
      try {
        const list = page.getByRole("listbox", { name: "Timeline" });
        await page.getByRole("button", { name: /^Start Ctrl/ }).click();
        await expect(list.getByRole("option", { name: /WatchResponse #1/ })).toBeVisible();
        await page.getByRole("textbox", { name: "Next message" }).fill(`@${file}`);
        await page.getByRole("button", { name: /^Send message/ }).click();
        await expect(list.getByRole("option", { name: /WatchResponse #3/ })).toBeVisible();
        await page.getByRole("button", { name: "Hold view" }).click();
        await page.keyboard.press("ControlOrMeta+Tab");
        await send(app, /^OK/);
        await page.keyboard.press("ControlOrMeta+Tab");
        await expect(list.getByRole("option", { name: /WatchResponse #4/ })).toContainText('"events"');
        await look(app, `etcd-watch-${theme}`);
        await page.getByRole("button", { name: "Cancel", exact: true }).click();
        await expect(answerStatus(app)).toHaveText(/^CANCELLED/);
        await look(app, `etcd-cancelled-${theme}`);
      } finally {
        await app.close();
        await etcd.stop();
      }
    });
  });

  test.describe(`Cerbos, in ${theme}`, () => {
    test.skip(cerbosProgram === undefined, cerbosMissing);

    test("its certificate is told, and what it refuses is marked at its field", async () => {
      const tls = await makeTestCertificates();
      const folder = tls.directory;
      writeFileSync(join(folder, "server.pem"), tls.good.cert);
      writeFileSync(join(folder, "server-key.pem"), tls.good.key);
      const cerbos = await startCerbos(cerbosProgram ?? "", {
        tls: { cert: join(folder, "server.pem"), key: join(folder, "server-key.pem") },
      });
      const security = { mode: "tls" as const, certificateAuthorityFile: tls.caFile };
      const server = { target: cerbos.grpc, security };
      const userData = keepRequests(
        [{ kind: "reflection", server, metadata: [], version: "auto" }],
        [
          {
            method: "cerbos.svc.v1.CerbosService/CheckResources",
            messages: ['{\n  "principal": { "id": "" },\n  "resources": []\n}'],
            servers: { ...NO_SERVERS, grpc: server, "http-json": { target: cerbos.http, security } },
          },
        ],
      );
      const app = await launch({ theme, userData });
      const { page } = app;
      try {
        await send(app, /^INVALID_ARGUMENT/);
        await expect(
          page
            .getByRole("status")
            .getByText(/^The server refused/)
            .first(),
        ).toBeVisible();
        await look(app, `cerbos-refused-${theme}`);
        await page.getByRole("button", { name: "h2: connection" }).click();
        await expect(page.getByRole("dialog", { name: "Connection" })).toContainText("trusted for 127.0.0.1");
        await look(app, `cerbos-certificate-${theme}`);
        await page.keyboard.press("Escape");
        await page.getByRole("combobox", { name: "Channel" }).selectOption("http-json");
        await page.getByRole("button", { name: "Show the request" }).click();
        await expect(page.getByRole("region", { name: "HTTP request of the message" })).toContainText("POST");
        await send(app, /^INVALID_ARGUMENT/);
        await look(app, `cerbos-gateway-${theme}`);
      } finally {
        await app.close();
        await cerbos.stop();
      }
    });
  });
}

interface Nginx {
  readonly running: RunningProgram;
  readonly ports: { readonly down: number; readonly small: number; readonly moved: number };
}

/** A proxy before a server that is down, one that takes small requests alone, one that points elsewhere. */
async function startNginx(program: string): Promise<Nginx> {
  const folder = scratchFolder("nginx");
  mkdirSync(join(folder, "logs"));
  const [dead = 0, down = 0, small = 0, moved = 0] = await freePorts(4);
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const text = `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off; ${temporary.join(" ")}
  server { listen 127.0.0.1:${down} http2; location / { grpc_pass grpc://127.0.0.1:${dead}; } }
  server { listen 127.0.0.1:${small}; client_max_body_size 2k; location / { proxy_pass http://127.0.0.1:${dead}; } }
  server { listen 127.0.0.1:${moved}; return 301 https://elsewhere.example$request_uri; }
}`;
  writeFileSync(join(folder, "nginx.conf"), text);
  const words = ["-p", folder, "-c", join(folder, "nginx.conf")];
  return { running: await startProgram(program, words, [down, small, moved]), ports: { down, small, moved } };
}
