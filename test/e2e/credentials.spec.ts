/** What credentials, metadata and proxies lack, said at their fields; and a token with a person's consent. */
import { generateKeyPairSync } from "node:crypto";
import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import type { Page } from "@playwright/test";
import type { AxeResults } from "axe-core";
import {
  CLIENT,
  claimsOf,
  type RunningOAuthServer,
  startOAuthServer,
} from "../authorization/support/oauth-server.ts";
import { makeTestCertificates, type TestCertificates } from "../channels/support/certificates.ts";
import { type RunningProxy, startConnectProxy } from "../channels/support/proxy-server.ts";
import { expect, test } from "./harness/fixtures.ts";
import { type RunningApp, screenPath } from "./harness/launch.ts";
import { answerStatus } from "./harness/request-page.ts";

const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

async function violations(page: Page): Promise<readonly string[]> {
  await page.evaluate(`${AXE}; undefined`);
  const results: AxeResults = await page.evaluate("axe.run(document, { resultTypes: ['violations'] })");
  return results.violations.flatMap(({ id, nodes }) =>
    nodes.map((node) => `${id}: ${node.target.join(" ")} ${node.failureSummary}`),
  );
}

async function startSample({ page }: RunningApp): Promise<void> {
  await page.getByRole("button", { name: "Start the sample server" }).click();
  await expect(page.getByText("237 B protobuf")).toBeVisible();
}

async function send(app: RunningApp, status: RegExp): Promise<void> {
  await app.page.getByRole("button", { name: /^Send/ }).click();
  await expect(answerStatus(app)).toHaveText(status);
}

const robot = "robot@project.test";
const pair = generateKeyPairSync("rsa", { modulusLength: 2048 });
const locked = pair.privateKey.export({
  type: "pkcs8",
  format: "pem",
  cipher: "aes-256-cbc",
  passphrase: "sesame",
});
const account = JSON.stringify({ private_key: locked, client_email: robot });

let oauth: RunningOAuthServer;
let proxy: RunningProxy;
let secured: RunningProxy;
let asking: RunningProxy;
let company: RunningOAuthServer;
let certificates: TestCertificates;
test.beforeAll(async () => {
  [oauth, proxy] = await Promise.all([startOAuthServer(), startConnectProxy({ refuse: 407 })]);
  certificates = await makeTestCertificates();
  const { good, ca } = certificates;
  [secured, asking, company] = await Promise.all([
    startConnectProxy({ tls: good }),
    startConnectProxy({ tls: { ...good, requestCert: true, ca } }),
    startOAuthServer({ name: "localhost", tls: good }),
  ]);
  oauth.keys.set(robot, pair.publicKey);
});
test.afterAll(() => {
  oauth.stop();
  proxy.stop();
  secured.stop();
  asking.stop();
  company.stop();
});

for (const theme of ["dark", "light"] as const) {
  test.describe(`in the ${theme} theme`, () => {
    test.use({ appOptions: { theme } });

    test("metadata that cannot be sent is marked as it is typed", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      await page.getByRole("tab", { name: "Metadata" }).click();
      const fill = (what: string, text: string) => page.getByLabel(what, { exact: true }).fill(text);
      await fill("Name of entry 1", "x-case");
      await fill("Value of entry 1", "grüße");
      await fill("Name of entry 2", "a-bin");
      await fill("Value of entry 2", "not base64");
      await fill("Name of entry 3", "b-bin");
      await page.getByLabel("Form of entry 3").selectOption("JSON of a message");
      await fill("Value of entry 3", '{"name": "a"}');
      for (const words of ["A value is printable ASCII", "Not base64.", "Which message is it?"]) {
        await expect(page.getByText(words)).toBeVisible();
      }
      await page.screenshot({ path: screenPath(`metadata-wrong-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await fill("Value of entry 1", "one");
      await fill("Value of entry 2", "AAE=");
      await fill("Message type of entry 3", "samples.vision.v1.Concept");
      await expect(page.getByText("Not base64.")).toBeHidden();
      await page.keyboard.press("Alt+ArrowUp");
      await expect(page.getByLabel("Message type of entry 2")).toBeFocused();
      await expect(page.getByLabel("Name of entry 3", { exact: true })).toHaveValue("a-bin");
      await send(app, /^OK/);
      await page.getByRole("tab", { name: /^Headers/ }).click();
      await expect(page.getByText("CgFh")).toBeVisible();
    });

    test("a proxy that wants a password leads to its field, where it is dots", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      await page.getByRole("tab", { name: "Connection" }).click();
      await page.getByLabel("Proxy", { exact: true }).selectOption("This one");
      await page.getByLabel("Proxy’s address").fill(`http://me:s3cret@127.0.0.1:${proxy.port}`);
      await expect(page.getByLabel("Proxy’s address")).toHaveValue(`http://127.0.0.1:${proxy.port}`);
      await expect(page.getByLabel("Proxy’s password", { exact: true })).toHaveAttribute("type", "password");
      await send(app, /^UNAVAILABLE/);
      await expect(page.getByText("does not take this user name with this password").first()).toBeVisible();
      await page.screenshot({ path: screenPath(`proxy-password-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await page.getByRole("tab", { name: "Message", exact: true }).click();
      await page.getByRole("button", { name: "Set the proxy…" }).click();
      await expect(page.getByLabel("Proxy", { exact: true })).toBeFocused();
      expect(proxy.asked.at(-1)).toContain(Buffer.from("me:s3cret").toString("base64"));
      // A token is asked for through it, too.
      await page.getByRole("tab", { name: "Auth" }).click();
      await page.getByLabel("Kind").selectOption("OAuth 2: client credentials");
      await page.getByLabel("Token endpoint").fill("https://far.invalid/token");
      await page.getByLabel("Client id").fill("a");
      await page.getByRole("button", { name: "Get a token" }).click();
      await expect(page.getByRole("alert").filter({ hasText: "was not asked" })).toBeVisible();
      expect(proxy.asked.at(-1)).toMatch(/^CONNECT far\.invalid:443 /);
      await page.screenshot({ path: screenPath(`proxy-token-${theme}`) });
      expect(await violations(page)).toEqual([]);
    });

    test("a proxy that speaks TLS is checked by its own authority", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      await page.getByRole("tab", { name: "Connection" }).click();
      await page.getByLabel("Proxy", { exact: true }).selectOption("This one");
      await page.getByLabel("Proxy’s address").fill(`https://127.0.0.1:${secured.port}`);
      await send(app, /^UNAVAILABLE/);
      await expect(page.getByText("TLS with the proxy").first()).toBeVisible();
      await page.getByLabel("Do not check the proxy’s certificate").check();
      await expect(page.getByText("proxy unchecked")).toBeVisible();
      await page.screenshot({ path: screenPath(`proxy-tls-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await send(app, /^OK/);
      await page.getByLabel("Do not check the proxy’s certificate").uncheck();
      await page.getByLabel("Proxy’s CA certificate", { exact: true }).fill(certificates.caFile);
      await expect(page.getByText("proxy unchecked")).toBeHidden();
      await send(app, /^OK/);
    });

    test("what a proxy says of its refusal is shown whole", async ({ app }) => {
      const { page } = app;
      const refusing = await startConnectProxy({ refuse: 403, page: "<p>Blocked (-policy 7)</p>" });
      await startSample(app);
      await page.getByRole("tab", { name: "Connection" }).click();
      await page.getByLabel("Proxy", { exact: true }).selectOption("This one");
      await page.getByLabel("Proxy’s address").fill(`http://127.0.0.1:${refusing.port}`);
      await send(app, /^UNAVAILABLE/);
      const words = page.getByRole("paragraph").filter({ hasText: "did not connect to" });
      await expect(words.first()).toBeVisible();
      await expect(words.filter({ hasNotText: "Blocked (-policy 7)" })).toHaveCount(0);
      refusing.stop();
    });

    test("the authority of the connection vouches for a token endpoint, too", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      await page.getByRole("tab", { name: "Connection" }).click();
      await page.getByLabel("Do not check the server’s certificate").check();
      await page.getByRole("tab", { name: "Auth" }).click();
      await page.getByLabel("Kind").selectOption("OAuth 2: client credentials");
      await page.getByLabel("Token endpoint").fill(company.tokenUrl);
      await page.getByLabel("Client id").fill(CLIENT.id);
      await page.getByLabel("Client secret", { exact: true }).fill(CLIENT.secret);
      await page.getByRole("button", { name: "Get a token" }).click();
      const problem = page.getByRole("alert").filter({ hasText: "was not asked" });
      await expect(problem).toContainText("checked even where the server is not, since");
      await expect(problem).not.toContainText("--");
      await page.screenshot({ path: screenPath(`token-authority-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await page.getByRole("tab", { name: /^Connection/ }).click();
      await page.getByLabel("CA certificate", { exact: true }).fill(certificates.caFile);
      await page.getByRole("tab", { name: "Auth" }).click();
      await page.getByRole("button", { name: "Get a token" }).click();
      await expect(page.getByText(/^token •+/)).toBeVisible();
      await send(app, /^OK/);
    });

    test("a proxy that asks for a client certificate gets the one for it", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      await page.getByRole("tab", { name: "Connection" }).click();
      await page.getByLabel("Proxy", { exact: true }).selectOption("This one");
      await page.getByLabel("Proxy’s address").fill(`https://127.0.0.1:${asking.port}`);
      await page.getByLabel("Proxy’s CA certificate", { exact: true }).fill(certificates.caFile);
      await send(app, /^UNAVAILABLE/);
      await expect(
        page.getByText("Give the client certificate for the proxy and its key, ").first(),
      ).toBeVisible();
      await page.screenshot({ path: screenPath(`proxy-certificate-wanted-${theme}`) });
      await page.getByLabel("Certificate for the proxy", { exact: true }).fill(certificates.clientCertFile);
      await page.getByLabel("Key for the proxy", { exact: true }).fill(certificates.clientKeyFile);
      await expect(page.getByLabel("Passphrase for the proxy", { exact: true })).toHaveAttribute(
        "type",
        "password",
      );
      await send(app, /^OK/);
      await page.screenshot({ path: screenPath(`proxy-certificate-${theme}`) });
      expect(await violations(page)).toEqual([]);
    });

    test("what no header carries, or says twice, is told at its field", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      await page.getByRole("tab", { name: "Auth" }).click();
      await page.getByLabel("Kind").selectOption("API key");
      const name = page.getByLabel("Name", { exact: true });
      await name.fill("my key");
      await page.getByLabel("Key", { exact: true }).fill("a");
      await expect(name).toHaveAccessibleDescription(
        "The name “my key” of the API key is no name of a header.",
      );
      await send(app, /^not sent/);
      await page.getByRole("tab", { name: "Message", exact: true }).click();
      await page.getByRole("button", { name: "Set credentials…" }).click();
      await page.getByLabel("Kind").selectOption("Bearer token");
      const token = page.getByLabel("Token", { exact: true });
      await token.fill("abc–def");
      await expect(token).toHaveAccessibleDescription(
        "The token has a character that a header cannot carry: U+2013 at character 4.",
      );
      await page.screenshot({ path: screenPath(`auth-no-header-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await token.fill("Bearer abc");
      await expect(token).toHaveAccessibleDescription(
        "“Bearer” is put before the token: it would be sent twice.",
      );
      await expect(token).toHaveAttribute("aria-invalid", "false");
      await send(app, /^OK/);
    });

    test("a locked key asks for its passphrase, and a token comes of it", async ({ app }) => {
      const { page } = app;
      await startSample(app);
      await page.getByRole("tab", { name: "Auth" }).click();
      await page.getByLabel("Kind").selectOption("OAuth 2: JWT bearer (service account)");
      await page.getByLabel("Token endpoint").fill(oauth.tokenUrl);
      await page.getByLabel("Private key", { exact: true }).fill(account);
      const passphrase = page.getByLabel("Passphrase", { exact: true });
      await expect(passphrase).toHaveAccessibleDescription("The key of the JWT is locked with a passphrase.");
      await passphrase.fill("wrong");
      await expect(passphrase).toHaveAccessibleDescription(
        "The passphrase does not open the key of the JWT.",
      );
      await page.getByText("The passphrase does not open").scrollIntoViewIfNeeded();
      await page.screenshot({ path: screenPath(`auth-passphrase-${theme}`) });
      expect(await violations(page)).toEqual([]);
      await passphrase.fill("sesame");
      await expect(passphrase).toHaveAttribute("aria-invalid", "false");
      await send(app, /^OK/);
      await expect(page.getByRole("region", { name: "What is sent" })).toContainText(
        /token ••••••\S{4} until/,
      );
      expect(claimsOf(oauth.forms.at(-1)?.["assertion"] ?? "")).toMatchObject({
        iss: robot,
        aud: oauth.tokenUrl,
      });
    });

    test("a token comes of consent in a browser", async ({ app }) => {
      const { page, electron } = app;
      await startSample(app);
      // The browser of this test: the page consents at once.
      await electron.evaluate(({ shell }) => {
        shell.openExternal = async (url) => {
          await fetch(url);
        };
      });
      await page.getByRole("tab", { name: "Auth" }).click();
      await page.getByLabel("Kind").selectOption("Bearer token");
      await send(app, /^not sent/);
      await expect(page.getByText("The token of the credentials is empty.")).toBeVisible();
      await page.getByLabel("Kind").selectOption("OAuth 2: consent in a browser (code with PKCE)");
      await page.getByLabel("Authorization page").fill(oauth.authorizationUrl);
      await page.getByLabel("Token endpoint").fill(oauth.tokenUrl);
      await page.getByLabel("Client id").fill("public");
      await page.getByLabel("More parameters").fill("audience=other");
      await send(app, /^not sent/);
      await page.getByRole("button", { name: "Get a token…" }).click();
      await page.getByRole("button", { name: "Get a token in the browser…" }).click();
      const sent = page.getByRole("region", { name: "What is sent" });
      await expect(sent).toContainText(/token ••••••\S{4} until/);
      await page.screenshot({ path: screenPath(`auth-consent-${theme}`) });
      expect(await violations(page)).toEqual([]);
      expect(oauth.forms.at(-1)).toMatchObject({ grant_type: "authorization_code", audience: "other" });
      await send(app, /^OK/);
    });
  });
}
