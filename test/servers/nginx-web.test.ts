/** nginx in front of the channels over plain HTTP: mutual TLS, a bound on requests, a server that is down. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChannelKind, ServerAddress } from "../../core/contract/params.ts";
import { makeTestCertificates, type TestCertificates } from "../channels/support/certificates.ts";
import { inFolder } from "../cli/build-cli.ts";
import { type Answer, type Caller, openCaller } from "./support/caller.ts";
import { mirrorFolder, mirrorService, type RunningConnect, startConnect } from "./support/mirror-connect.ts";
import {
  describeWith,
  findProgram,
  freePorts,
  type RunningProgram,
  startProgram,
} from "./support/programs.ts";

/** What nginx proxies to, and answers HTTP + JSON by itself: the bindings of shop.proto are its pages. */
function configuration(folder: string, ports: readonly number[], upstream: number, tls: TestCertificates) {
  const [plain = 0, mutual = 0, dead = 0] = ports;
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const pass = "proxy_http_version 1.1; proxy_buffering off;";
  const places = [
    `location / { proxy_pass http://127.0.0.1:${upstream}; ${pass} }`,
    `location /down/ { proxy_pass http://127.0.0.1:${dead}; ${pass} }`,
    `location /v1/ { default_type application/json; return 200 '{"number": "7"}'; }`,
    `location /moved/ { return 308 https://elsewhere.example$request_uri; }`,
  ].join(" ");
  return `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${temporary.join(" ")}
  server { listen 127.0.0.1:${plain}; client_max_body_size 2k; ${places} }
  server {
    listen 127.0.0.1:${mutual} ssl http2; ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem;
    ssl_client_certificate ${tls.caFile}; ssl_verify_client on; ${places}
  }
}
`;
}

const missing = "no nginx: apt-get install nginx-light";
describeWith("nginx before the web", findProgram("nginx", "/usr/sbin/nginx"), missing, (program) => {
  let folder: string;
  let upstream: RunningConnect;
  let nginx: RunningProgram;
  let tls: TestCertificates;
  let caller: Caller;
  let plain = "";
  let mutual = "";

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), "byteglass-nginx-web-"));
    mkdirSync(join(folder, "logs"));
    tls = await makeTestCertificates();
    writeFileSync(join(folder, "cert.pem"), tls.good.cert);
    writeFileSync(join(folder, "key.pem"), tls.good.key);
    upstream = await startConnect(1);
    const ports = await freePorts(3);
    [plain, mutual] = [`http://127.0.0.1:${ports[0]}`, `https://localhost:${ports[1]}`];
    writeFileSync(join(folder, "nginx.conf"), configuration(folder, ports, upstream.port, tls));
    const words = ["-p", folder, "-c", join(folder, "nginx.conf")];
    nginx = await startProgram(program, words, ports.slice(0, 2));
    const packages = inFolder("test/servers/packages");
    caller = await openCaller(
      { kind: "proto", files: [join(mirrorFolder, "mirror.proto")], importPaths: [mirrorFolder] },
      { kind: "proto", files: [join(packages, "acme/shop.proto")], importPaths: [packages] },
    );
  });
  afterAll(async () => {
    await caller?.close();
    await nginx?.stop();
    upstream?.stop();
    rmSync(folder, { recursive: true, force: true });
  });

  interface Asked {
    readonly text?: string;
    readonly version?: "1.1" | "2";
    readonly security?: ServerAddress["security"];
  }

  const ask = (channel: ChannelKind, target: string, asked: Asked = {}): Promise<Answer> => {
    const { text = "a", version, security = { mode: "auto" } } = asked;
    const isJson = channel === "http-json";
    const method = isJson ? "acme.shop.v1.Shop/Buy" : `${mirrorService}/Echo`;
    const body = isJson ? `{"price": {"currency": "${text}"}}` : `{"stringValue": "${text}"}`;
    const http = { ...(version && { version }), contentType: "application/proto" };
    return caller.call(target, method, [body], { channel, server: { target, security }, http });
  };

  const answered = (channel: ChannelKind) =>
    channel === "http-json" ? { number: "7" } : { stringValue: "a" };
  const kinds: readonly ChannelKind[] = ["grpc-web", "connect", "connect-json", "http-json", "http-protobuf"];

  describe.each(kinds)("%s", (channel) => {
    it("passes through", async () => {
      const { code, message, messages } = await ask(channel, plain);
      expect([code, message, messages]).toEqual([0, "", [answered(channel)]]);
    });

    it("is bounded", async () => {
      const { code, message, record } = await ask(channel, plain, { text: "x".repeat(5000) });
      expect([code, message]).toEqual([
        // gRPC-Web and Connect have a table of their own for HTTP statuses, and 413 is not in it.
        channel.startsWith("http-") ? 8 : 2,
        expect.stringContaining("413 Request Entity Too Large"),
      ]);
      expect(record.status).toMatchObject({
        httpStatus: 413,
        body: expect.stringContaining("<h1>413 Request Entity Too Large</h1>"),
        hint: "Raise its bound (client_max_body_size of nginx), or send less.",
      });
    });

    it("stands before a server that is down", async () => {
      const { code, record } = await ask(channel, `${plain}/down`);
      expect([code, record.status]).toEqual([
        14,
        expect.objectContaining({
          httpStatus: 502,
          body: expect.stringContaining("<h1>502 Bad Gateway</h1>"),
          explanation: expect.stringMatching(
            /^A proxy \(nginx\/.*\) answered HTTP 502: the server behind it did not answer\.$/,
          ),
          hint: "Check that the server behind it runs, and where the proxy looks for it.",
        }),
      ]);
    });

    it("is sent elsewhere, and does not go", async () => {
      const { code, record } = await ask(channel, `${plain}/moved`);
      expect([code === 0, record.status]).toEqual([
        false,
        expect.objectContaining({
          httpStatus: 308,
          message: expect.stringContaining("redirect to https://elsewhere.example/moved/"),
          hint: "Redirects are not followed: use the address it points to, if that is meant; a proxy that wants a login first does this, too.",
        }),
      ]);
    });

    const own = () => ({
      mode: "tls" as const,
      certificateAuthorityFile: tls.caFile,
      clientCertificateFile: tls.clientCertFile,
      clientKeyFile: tls.clientKeyFile,
    });
    it.each(["1.1", "2", undefined] as const)("with a client certificate, HTTP %s", async (version) => {
      const security = own();
      const { code, message, messages, record } = await ask(channel, mutual, {
        security,
        ...(version && { version }),
      });
      expect([code, message, messages]).toEqual([0, "", [answered(channel)]]);
      expect(record.connection?.tls?.protocol).toBe(version === "1.1" ? "http/1.1" : "h2");
    });

    it("without a client certificate", async () => {
      const security = { mode: "tls" as const, certificateAuthorityFile: tls.caFile };
      const { code, record } = await ask(channel, mutual, { security });
      expect([code === 0, record.status]).toEqual([
        false,
        expect.objectContaining({
          httpStatus: 400,
          body: expect.stringContaining("No required SSL certificate was sent"),
          hint: "Give the client certificate and its key (--cert FILE --key FILE).",
        }),
      ]);
    });
  });
});
