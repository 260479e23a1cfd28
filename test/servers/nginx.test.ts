/** nginx in front of a gRPC server: what a proxy's own answers look like to a person. */
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, expect, it } from "vitest";
import { makeTestCertificates, type TestCertificates } from "../channels/support/certificates.ts";
import { ensureBuilt, inFolder } from "../cli/build-cli.ts";
import { runByteglass } from "../cli/run-byteglass.ts";
import {
  describeWith,
  findProgram,
  freePorts,
  type RunningProgram,
  startProgram,
} from "./support/programs.ts";
import { type RunningShop, startShop } from "./support/shop.ts";
import { lines } from "./support/terminal.ts";

const buy = "acme.shop.v1.Shop/Buy";
const large = JSON.stringify({ price: { currency: "x".repeat(5000) } });

const files = ["--proto", "acme/shop.proto", "-I", inFolder("test/servers/packages")];

/** A server of its own for each way that things go wrong. */
const servers = ["passing", "broken", "mutual", "redirecting", "page"] as const;
type Ports = Readonly<Record<(typeof servers)[number], number>>;

function configuration(
  folder: string,
  ports: Ports,
  upstream: number,
  dead: number,
  tls: TestCertificates,
): string {
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"].map(
    (name) => `${name}_temp_path ${folder}/${name};`,
  );
  const server = (port: number, how: string, ...lines: string[]) =>
    `server { listen 127.0.0.1:${port}${how}; ${lines.join(" ")} }`;
  return `daemon off; master_process off; pid ${folder}/pid; error_log ${folder}/error.log;
events {}
http {
  access_log off;
  ${temporary.join(" ")}
  ${server(ports.passing, " http2", "client_max_body_size 2k;", `location / { grpc_pass grpc://127.0.0.1:${upstream}; }`, `location /base/ { rewrite ^/base/(.*) /$1 break; grpc_pass grpc://127.0.0.1:${upstream}; }`)}
  ${server(ports.broken, " http2", `location / { grpc_pass grpc://127.0.0.1:${dead}; }`)}
  ${server(ports.mutual, " ssl http2", `ssl_certificate ${folder}/cert.pem; ssl_certificate_key ${folder}/key.pem; ssl_client_certificate ${tls.caFile}; ssl_verify_client on;`, `location / { grpc_pass grpc://127.0.0.1:${upstream}; }`)}
  ${server(ports.redirecting, " http2", "return 301 https://elsewhere.example$request_uri;")}
  ${server(ports.page, "", "client_max_body_size 2k;", `location /down/ { proxy_pass http://127.0.0.1:${dead}; }`, "location / { proxy_pass http://127.0.0.1:1; }", 'location /page/ { default_type text/html; return 200 "<h1>Hello</h1>"; }')}
}
`;
}

describeWith(
  "nginx",
  findProgram("nginx", "/usr/sbin/nginx"),
  "no nginx: apt-get install nginx-light",
  (program) => {
    let folder: string;
    let shop: RunningShop;
    let nginx: RunningProgram;
    let ports: Ports;
    let tls: TestCertificates;

    beforeAll(async () => {
      await ensureBuilt();
      folder = mkdtempSync(join(tmpdir(), "byteglass-nginx-"));
      mkdirSync(join(folder, "logs"));
      tls = await makeTestCertificates();
      writeFileSync(join(folder, "cert.pem"), tls.good.cert);
      writeFileSync(join(folder, "key.pem"), tls.good.key);
      shop = await startShop();
      const [dead = 0, ...own] = await freePorts(1 + servers.length);
      ports = Object.fromEntries(servers.map((name, index) => [name, own[index]])) as Ports;
      writeFileSync(join(folder, "nginx.conf"), configuration(folder, ports, shop.port, dead, tls));
      nginx = await startProgram(program, ["-p", folder, "-c", join(folder, "nginx.conf")], own);
    });
    afterAll(async () => {
      await nginx?.stop();
      shop?.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    const at = (name: keyof Ports): string => `127.0.0.1:${ports[name]}`;
    const page = (status: number, title: string): string =>
      `HTTP ${status} from nginx/VERSION, text/html, “${status} ${title}”.`;
    const down = "A proxy (nginx/VERSION) answered HTTP 502: the server behind it did not answer.";
    /** The page as it came. */
    const html = (status: number, title: string): readonly string[] => [
      "  <html>",
      `  <head><title>${status} ${title}</title></head>`,
      "  <body>",
      `  <center><h1>${status} ${title}</h1></center>`,
      "  <hr><center>nginx/VERSION</center>",
      "  </body>",
      "  </html>",
    ];
    const withoutVersion = (line: unknown): unknown =>
      typeof line === "string" ? line.replace(/nginx\/[\d.]+/g, "nginx/VERSION") : line;
    const told = async (...words: string[]): Promise<readonly unknown[]> =>
      lines(await runByteglass(words)).map(withoutVersion);

    it("passes calls and reflection on, below a base path too", async () => {
      const answer = [0, '{\n  "number": "1"\n}\n'];
      expect(await told("call", at("passing"), buy, "-d", '{"number": 1}')).toEqual(answer);
      expect(await told("call", `http://${at("passing")}/base`, buy, "-d", '{"number": 1}')).toEqual(answer);
    });

    it("bounds a request", async () => {
      expect(await told("call", at("passing"), buy, "-d", large)).toEqual([
        66,
        "",
        `error: UNKNOWN (2, HTTP 413): The answer is not gRPC: ${page(413, "Request Entity Too Large")}`,
        "  The server, or a proxy in front of it (nginx/VERSION), answered HTTP 413: the request is larger than it lets through.",
        ...html(413, "Request Entity Too Large"),
        "hint: Raise its bound (client_max_body_size of nginx), or send less.",
      ]);
    });

    it("stands before a server that is down", async () => {
      expect(await told("list", at("broken"))).toEqual([
        78,
        "",
        `error: Reflection failed. ${down} The answer is not gRPC: ${page(502, "Bad Gateway")}`,
        "hint: Check that the server behind it runs, and where the proxy looks for it.",
      ]);
      expect(await told("call", at("broken"), buy, "--reflect", shop.target)).toEqual([
        78,
        "",
        `error: UNAVAILABLE (14, HTTP 502): The answer is not gRPC: ${page(502, "Bad Gateway")}`,
        `  ${down}`,
        ...html(502, "Bad Gateway"),
        "hint: Check that the server behind it runs, and where the proxy looks for it.",
      ]);
    });

    it("redirects", async () => {
      const [exit, stdout, error, hint] = await told("list", at("redirecting"));
      expect([exit, stdout, error, hint]).toEqual([
        78,
        "",
        expect.stringContaining(
          "Reflection failed. HTTP 301 came where a gRPC answer was expected: a redirect to https://elsewhere.example/grpc.reflection.v1.ServerReflection/ServerReflectionInfo.",
        ),
        "hint: Redirects are not followed: use the address it points to, if that is meant; a proxy that wants a login first does this, too.",
      ]);
    });

    it("wants TLS and a client certificate", async () => {
      const trusted = ["--tls", "--cacert", tls.caFile];
      expect(await told("list", at("mutual"))).toEqual([
        78,
        "",
        `error: The server at ${at("mutual")} speaks TLS, and it was spoken to in plaintext.`,
        "hint: Use TLS (--tls).",
      ]);
      expect(await told("list", at("mutual"), ...trusted)).toEqual([
        78,
        "",
        expect.stringMatching(
          /^error: Reflection failed\. The server wants a client certificate that it trusts\. The answer is not gRPC: HTTP 400 from nginx/,
        ),
        "hint: Give the client certificate and its key (--cert FILE --key FILE).",
      ]);
      const own = ["--cert", tls.clientCertFile, "--key", tls.clientKeyFile];
      expect(await told("list", at("mutual"), ...trusted, ...own)).toEqual([0, expect.stringContaining(buy)]);
    });

    it("speaks HTTP/1 alone, where gRPC needs HTTP/2", async () => {
      expect(await told("list", at("page"))).toEqual([
        78,
        "",
        `error: The server at ${at("page")} speaks HTTP/1 only, and gRPC needs HTTP/2.`,
        "hint: Check the port, or that a proxy in between passes HTTP/2 on; an HTTP + JSON server is called over the http-json channel (--channel http-json).",
      ]);
    });

    it.each<[string, string, string, readonly string[]]>([
      [
        "a bound",
        "",
        large,
        [
          `error: RESOURCE_EXHAUSTED (8, HTTP 413): ${page(413, "Request Entity Too Large")}`,
          "  The server, or a proxy in front of it (nginx/VERSION), answered HTTP 413: the request is larger than it lets through.",
          ...html(413, "Request Entity Too Large"),
          "hint: Raise its bound (client_max_body_size of nginx), or send less.",
        ],
      ],
      [
        "a server that is down",
        "/down",
        "{}",
        [
          `error: UNAVAILABLE (14, HTTP 502): ${page(502, "Bad Gateway")}`,
          `  ${down}`,
          ...html(502, "Bad Gateway"),
          "hint: Check that the server behind it runs, and where the proxy looks for it.",
        ],
      ],
      [
        "a page",
        "/page",
        "{}",
        [
          "error: UNKNOWN (2, HTTP 200): HTTP 200 from nginx/VERSION, text/html, “Hello”.",
          "  A web page came where a JSON answer was expected: a login or portal page of a network or proxy, or a web server at this address.",
          "  <h1>Hello</h1>",
          "hint: Open the address in a browser to see what it wants, and check the address and the port.",
        ],
      ],
    ])("answers HTTP + JSON with %s", async (_what, path, body, expected) => {
      const words = [
        "call",
        `http://${at("page")}${path}`,
        buy,
        "--channel",
        "http-json",
        ...files,
        "-d",
        body,
      ];
      const [, stdout, ...said] = await told(...words);
      expect([stdout, said]).toEqual(["", expected]);
    });
  },
);
