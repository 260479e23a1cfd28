/** Every channel through a proxy of other makers that asks for a client certificate: stunnel before tinyproxy. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { explainStatus } from "../../core/calls/index.ts";
import type { ProxyTls } from "../../core/contract/call-options.ts";
import { call } from "../channels/support/call.ts";
import { makeTestCertificates, type TestCertificates } from "../channels/support/certificates.ts";
import { everyKind, openSample, type Sample } from "../channels/support/sample-channels.ts";
import {
  describeWith,
  findProgram,
  freePorts,
  type RunningProgram,
  startProgram,
} from "./support/programs.ts";

type Kind = (typeof everyKind)[number];
const echo = "samples.sink.v1.EchoService/Echo";
const stunnel = findProgram("stunnel4", "/usr/bin/stunnel4");
const tinyproxy = findProgram("tinyproxy");
const programs = stunnel === undefined || tinyproxy === undefined ? undefined : { stunnel, tinyproxy };

/** The answer to a GET of Connect is a refusal of the method: one of the server's own all the same. */
const answered = (kind: Kind) => (kind === "connect-get" ? 2 : 0);

describeWith(
  "calls through stunnel and tinyproxy",
  programs,
  "no stunnel4 or tinyproxy (Debian)",
  ({ stunnel: tlsProgram, tinyproxy: proxyProgram }) => {
    let sample: Sample;
    let certificates: TestCertificates;
    let folder: string;
    let url: string;
    const running: RunningProgram[] = [];

    beforeAll(async () => {
      [sample, certificates] = await Promise.all([openSample(), makeTestCertificates()]);
      folder = mkdtempSync(join(tmpdir(), "byteglass-proxy-certificate-"));
      const [tlsPort = 0, port = 0] = await freePorts(2);
      const file = (name: string, text: string): string => {
        writeFileSync(join(folder, name), text);
        return join(folder, name);
      };
      const plain = file("tinyproxy.conf", `Port ${port}\nListen 127.0.0.1\nTimeout 30\nLogLevel Error\n`);
      running.push(await startProgram(proxyProgram, ["-d", "-c", plain], [port]));
      const { cert, key } = certificates.good;
      const tls = [
        "foreground = yes",
        "pid =",
        "[proxy]",
        `accept = 127.0.0.1:${tlsPort}`,
        `connect = 127.0.0.1:${port}`,
        `cert = ${file("cert.pem", cert)}`,
        `key = ${file("key.pem", key)}`,
        `CAfile = ${certificates.caFile}`,
        "verifyChain = yes",
        "requireCert = yes",
      ];
      running.push(await startProgram(tlsProgram, [file("stunnel.conf", `${tls.join("\n")}\n`)], [tlsPort]));
      url = `https://127.0.0.1:${tlsPort}`;
    });
    afterAll(async () => {
      await Promise.all(running.map((one) => one.stop()));
      await sample?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    async function ask(kind: Kind, proxyTls: ProxyTls) {
      const method = sample.method(echo);
      const [, port = ""] = /:(\d+)$/.exec(sample.addressOf(kind)) ?? [];
      const ours = { certificateAuthorityFile: certificates.caFile, ...proxyTls };
      const channel = sample.channelOf(kind, method, {
        target: () => `localhost:${port}`,
        address: {
          security: { mode: "plaintext" },
          connection: { proxy: { kind: "url", url }, proxyTls: ours },
        },
      });
      const { status } = await call(channel, [sample.encode(method, '{"int32Value": 7}')], {
        path: `/${echo}`,
        kind: "unary",
        deadline: 20_000,
      });
      channel.close();
      return { status, ...explainStatus(status, { channel: kind }) };
    }

    it.each(everyKind)("%s goes through with the certificate, and not without", async (kind) => {
      const { status } = await ask(kind, {
        clientCertificateFile: certificates.clientCertFile,
        clientKeyFile: certificates.clientKeyFile,
      });
      expect(status.code).toBe(answered(kind));
      const refused = await ask(kind, {});
      expect(refused.status).toMatchObject({ code: 14, cause: { reason: "proxy-client-certificate" } });
      // Its reason may be lost with a connection that it closes before it has read everything.
      expect(refused.explanation).toMatch(
        /^The proxy https:\S+ (?:wants a client certificate that it trusts: |closed the connection after the TLS )/,
      );
      expect(refused.hint).toContain("(--proxy-cert FILE --proxy-key FILE)");
    });
  },
);
