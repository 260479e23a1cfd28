import { describe, expect, it } from "vitest";
import { writeConnectCurl, writeCurl } from "../../core/exchange/curl/write.ts";
import { notCopiedFindings } from "../../core/exchange/not-copied.ts";
import { readExchangeText } from "../../core/exchange/read-text.ts";

const read = (line: string) => {
  const { requests, findings } = readExchangeText(line);
  return { request: requests[0], findings };
};

describe("a curl line becomes a request", () => {
  it.each([
    [
      "curl https://api.test/v1/models/a:predict -H 'Content-Type: application/json' -d '{\"top\": 9007199254740993}'",
      {
        channel: "http-json",
        target: "https://api.test",
        security: { mode: "tls" },
        method: "",
        http: {
          verb: "POST",
          url: "https://api.test/v1/models/a:predict",
          body: '{"top": 9007199254740993}',
        },
      },
    ],
    [
      "curl localhost:8080/v1/models?page_size=5",
      { name: "GET /v1/models", target: "http://localhost:8080", http: { verb: "GET" } },
    ],
    ["curl -XDELETE -k https://h/v1/a", { security: { insecureSkipVerify: true }, http: { verb: "DELETE" } }],
    ["curl -G https://h/v1/a -d 'q=1' -d 'r=2'", { http: { verb: "GET", url: "https://h/v1/a?q=1&r=2" } }],
    ["curl -sSfL -m2 https://h/v1/a", { deadline: 2000 }],
    ["curl -u me:pw https://h/", { metadata: [{ name: "authorization", value: "Basic bWU6cHc=" }] }],
    ["curl --oauth2-bearer tok https://h/", { metadata: [{ name: "authorization", value: "Bearer tok" }] }],
    [
      // As browsers copy it for the Command Prompt of Windows.
      'curl ^"https://h/v1/a^" ^\n  -H ^"accept: */*^" ^\n  --data-raw ^"^{^\\^"a^\\^":^\\^"it\'s^\\^"^}^" ^\n  --insecure',
      {
        security: { insecureSkipVerify: true },
        metadata: [{ name: "accept", value: "*/*" }],
        http: { verb: "POST", url: "https://h/v1/a", body: `{"a":"it's"}` },
      },
    ],
    ["curl --json '{}' https://h/v1/a", { http: { verb: "POST", body: "{}" } }],
    [
      "curl 'https://h/v1/a' \\\n  -H 'accept: */*' \\\n  --data-raw $'{\"a\":\"it\\'s\"}' \\\n  --compressed",
      { metadata: [{ name: "accept", value: "*/*" }], http: { body: `{"a":"it's"}` } },
    ],
    [
      "curl --json '{\"a\": 1}' -H 'x: 1' https://h/base/pkg.v1.Service/Method",
      {
        channel: "connect-json",
        target: "https://h/base",
        method: "pkg.v1.Service/Method",
        messages: ['{"a": 1}'],
        metadata: [{ name: "x", value: "1" }],
      },
    ],
    ["curl -x '' https://h/v1/a", { connection: { proxy: { kind: "none" } } }],
    ["curl --noproxy '*' https://h/v1/a", { connection: { proxy: { kind: "none" } } }],
    ["curl -x proxy https://h/v1/a", { connection: { proxy: { kind: "url", url: "http://proxy:1080" } } }],
    [
      "curl --proxy http://proxy:3128 -U 'me:p@ss:word' --connect-timeout 1.5 https://h/v1/a",
      {
        connection: {
          proxy: { kind: "url", url: "http://me:p%40ss%3Aword@proxy:3128" },
          connectTimeout: 1500,
        },
      },
    ],
    [
      "curl --socks5-hostname proxy:9050 https://h/v1/a",
      { connection: { proxy: { kind: "url", url: "socks5h://proxy:9050" } } },
    ],
    [
      "curl -x https://proxy --proxy-cacert ca.pem --proxy-cert c.pem:pw --proxy-key k.pem --proxy-insecure https://h/v1/a",
      {
        connection: {
          proxy: { kind: "url", url: "https://proxy" },
          proxyTls: {
            certificateAuthorityFile: "ca.pem",
            clientCertificateFile: "c.pem",
            clientKeyFile: "k.pem",
            clientKeyPassphrase: "pw",
            insecureSkipVerify: true,
          },
        },
      },
    ],
    [
      "curl -x https://proxy --proxy-cert both.pem --json '{}' https://h/a.B/C",
      {
        connection: { proxyTls: { clientCertificateFile: "both.pem", clientKeyFile: "both.pem" } },
        sources: [{ server: { connection: { proxy: { kind: "url", url: "https://proxy" } } } }],
      },
    ],
    [
      "curl -E 'C:\\\\tls\\\\c.pem:pw' --key k.pem https://h/v1/a",
      {
        security: {
          clientCertificateFile: "C:\\tls\\c.pem",
          clientKeyFile: "k.pem",
          clientKeyPassphrase: "pw",
        },
      },
    ],
    ["curl --unix-socket /run/a.sock http://localhost/v1/a", { target: "unix:/run/a.sock" }],
  ])("%s", (line, expected) => {
    expect(read(line).request).toMatchObject(expected);
  });
});

describe("what a curl line says and a request does not is told", () => {
  it.each([
    ["curl -s", "part-missing", "The curl line names no address; expected https://host/path."],
    [
      "curl -F a=b https://h/",
      "option-left-out",
      "-F was left out: a form of several parts is no protobuf message.",
    ],
    [
      "curl -d @body.json https://h/",
      "body-in-file",
      "The body is in the file body.json, which was not read.",
    ],
    [
      "curl --noproxy intern.test https://h/",
      "option-left-out",
      "--noproxy was left out: hosts without a proxy are named in the environment (no_proxy).",
    ],
    ["curl https://h/ | jq .", "shell-operator", "What follows “|” is not read: “| jq .”."],
  ])("%s", (line, code, message) => {
    expect(read(`${line} `).findings).toContainEqual(expect.objectContaining({ code, message }));
  });
});

describe("a request becomes a curl line", () => {
  const { request } = read("curl --json '{\"a\": 1}' -H 'x: it'\\''s' -m 2 http://localhost:1/a.B/C");
  if (request === undefined) throw new Error("nothing was read");

  it("for Connect", () => {
    const { text } = writeConnectCurl(request);
    expect(text.replaceAll(" \\\n ", "")).toBe(
      `curl -H 'content-type: application/json' -H 'connect-protocol-version: 1' -H 'connect-timeout-ms: 2000' -H 'x: it'\\''s' --max-time 2 --data-raw '{"a": 1}' http://localhost:1/a.B/C`,
    );
    expect(read(text).request).toMatchObject({ channel: "connect-json", messages: request.messages });
  });

  it("with its way to the server, and without the secrets of it", () => {
    const way = {
      ...request,
      connection: {
        proxy: { kind: "url" as const, url: "https://me:s3cret@proxy:3128" },
        proxyTls: {
          certificateAuthorityFile: "ca.pem",
          clientCertificateFile: "c.pem",
          clientKeyFile: "k.pem",
          clientKeyPassphrase: "s3cret",
        },
        connectTimeout: 1500,
        keepalive: { interval: 1000 },
      },
    };
    const { text } = writeCurl(way, { verb: "GET", path: "/v1/a" });
    expect(text).not.toContain("s3cret");
    expect(read(text).request?.connection).toEqual({
      proxy: { kind: "url", url: "https://proxy:3128" },
      proxyTls: {
        certificateAuthorityFile: "ca.pem",
        clientCertificateFile: "c.pem",
        clientKeyFile: "k.pem",
      },
      connectTimeout: 1500,
    });
    expect(text).toContain("--proxytunnel");
    expect(notCopiedFindings(way, "curl", []).map(({ message }) => message)).toEqual([
      "Settings of the connection are not in it: keepalive.",
      "A copy holds no secrets; not in it: user and password of the proxy, the passphrase of the key for the proxy.",
    ]);
    expect(notCopiedFindings(way, "grpcurl", []).map(({ message }) => message)).toEqual([
      "Settings of the connection are not in it: the proxy, the time to connect, keepalive.",
    ]);
  });

  it("for HTTP + JSON", () => {
    const { text } = writeCurl(request, { verb: "PUT", path: "/v1/a?b=c&d", body: "{}" });
    expect(read(text).request?.http).toEqual({
      verb: "PUT",
      url: "http://localhost:1/v1/a?b=c&d",
      body: "{}",
    });
  });
});
