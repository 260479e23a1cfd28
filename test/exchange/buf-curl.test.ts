import { describe, expect, it } from "vitest";
import { writeBufCurl } from "../../core/exchange/buf-curl/write.ts";
import { readExchangeText } from "../../core/exchange/read-text.ts";

const read = (line: string) => {
  const { requests, findings } = readExchangeText(line);
  return { request: requests[0], findings };
};

describe("a buf curl line becomes a request", () => {
  it.each([
    [
      "buf curl --data '{\"a\": 1}' https://demo.test/base/pkg.v1.Service/Method",
      {
        channel: "connect",
        target: "https://demo.test/base",
        security: { mode: "tls" },
        method: "pkg.v1.Service/Method",
        messages: ['{"a": 1}'],
      },
    ],
    [
      "buf curl --protocol grpc --http2-prior-knowledge http://localhost:1/a.B/C",
      { channel: "grpc", security: { mode: "plaintext" }, messages: [] },
    ],
    ["buf beta curl --protocol=grpcweb http://localhost:1/a.B/C", { channel: "grpc-web" }],
    [
      "buf curl -k -E c.pem --key k.pem --cacert ca.pem --servername x https://h/a.B/C",
      {
        security: {
          mode: "tls",
          certificateAuthorityFile: "ca.pem",
          clientCertificateFile: "c.pem",
          clientKeyFile: "k.pem",
          serverName: "x",
          insecureSkipVerify: true,
        },
      },
    ],
    [
      "buf curl --schema api.binpb https://h/a.B/C",
      { sources: [{ kind: "descriptor-set", file: "api.binpb" }] },
    ],
    [
      "buf curl --schema protos --reflect https://h/a.B/C",
      { sources: [{ kind: "proto", importPaths: ["protos"] }, { kind: "reflection" }] },
    ],
    [
      "buf curl --reflect-protocol grpc-v1alpha --reflect-header 'r: 1' https://h/a.B/C",
      { sources: [{ version: "v1alpha", metadata: [{ name: "r", value: "1" }] }] },
    ],
    [
      "buf curl --unix-socket /run/a.sock http://localhost/a.B/C",
      { target: "unix:/run/a.sock", method: "a.B/C" },
    ],
    [
      `buf curl -H '"a: 1,2 ""x"""' -H b:1,c:2 https://h/a.B/C`,
      {
        metadata: [
          { name: "a", value: '1,2 "x"' },
          { name: "b", value: "1" },
          { name: "c", value: "2" },
        ],
      },
    ],
    ["buf curl -u me:pw https://h/a.B/C", { metadata: [{ name: "authorization", value: "Basic bWU6cHc=" }] }],
    ["buf curl -d @- https://h/a.B/C <<< '{} {}'", { messages: ["{}", "{}"] }],
  ])("%s", (line, expected) => {
    expect(read(line).request).toMatchObject(expected);
  });
});

describe("what a buf curl line says and a request does not is told", () => {
  it.each([
    ["buf curl", "part-missing", "The line names no address; expected https://host/pkg.Service/Method."],
    [
      "buf curl https://h/",
      "part-missing",
      "https://h/ names no method; expected https://host/pkg.Service/Method.",
    ],
    [
      "buf curl -d @body.json https://h/a.B/C",
      "body-in-file",
      "The message is in the file body.json, which was not read.",
    ],
    [
      "buf curl --protocol soap https://h/a.B/C",
      "protocol-unknown",
      "The protocol soap is not known; expected connect, grpc or grpcweb. Connect was taken.",
    ],
    ["buf curl --http3 https://h/a.B/C", "option-left-out", "--http3 was left out: HTTP/3 is not supported."],
  ])("%s", (line, code, message) => {
    expect(read(`${line} `).findings).toContainEqual(expect.objectContaining({ code, message }));
  });
});

it("reads back what it writes", () => {
  const lines = [
    "buf curl --protocol grpc --http2-prior-knowledge --header 'a: b c' --data '{\"a\": 1}\n{\"a\": 2}' http://localhost:1/a.B/C",
    "buf curl --cacert ca.pem --schema api.binpb --header k-bin:AA== https://h/base/a.B/C",
    "buf curl --protocol grpcweb --unix-socket /run/a.sock --reflect-protocol grpc-v1 http://localhost/a.B/C",
  ];
  for (const line of lines) {
    const before = read(line).request;
    if (before === undefined) throw new Error("nothing was read");
    const written = writeBufCurl(before);
    expect(written.findings).toEqual([]);
    expect(read(written.text)).toEqual({ request: before, findings: [] });
  }
});
