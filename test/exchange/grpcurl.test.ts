import { describe, expect, it } from "vitest";
import { writeGrpcurl } from "../../core/exchange/grpcurl/write.ts";
import { readExchangeText } from "../../core/exchange/read-text.ts";

const read = (line: string) => {
  const { requests, findings } = readExchangeText(line);
  return { request: requests[0], findings };
};

describe("a grpcurl line becomes a request", () => {
  it.each([
    [
      "grpcurl -plaintext -d '{\"id\": 9007199254740993}' localhost:50051 pkg.Service/Method",
      {
        name: "Method",
        channel: "grpc",
        target: "localhost:50051",
        security: { mode: "plaintext" },
        method: "pkg.Service/Method",
        messages: ['{"id": 9007199254740993}'],
      },
    ],
    [
      "$ grpcurl --plaintext=true localhost:1 pkg.Service.Method",
      { method: "pkg.Service/Method", messages: [], security: { mode: "plaintext" } },
    ],
    [
      "grpcurl -cacert ca.pem -cert c.pem -key k.pem -servername api.test -insecure api.test:443 a.B/C",
      {
        security: {
          mode: "tls",
          certificateAuthorityFile: "ca.pem",
          clientCertificateFile: "c.pem",
          clientKeyFile: "k.pem",
          serverName: "api.test",
          insecureSkipVerify: true,
        },
      },
    ],
    [
      "grpcurl -H 'a: 1' -rpc-header 'A: 2' -reflect-header 'r: 3' h:1 a.B/C",
      {
        metadata: [
          { name: "a", value: "1" },
          { name: "A", value: "2" },
        ],
        sources: [
          {
            kind: "reflection",
            metadata: [
              { name: "a", value: "1" },
              { name: "r", value: "3" },
            ],
          },
        ],
      },
    ],
    [
      "grpcurl -import-path protos -proto a.proto -proto b.proto -protoset c.pb h:1 a.B/C",
      {
        sources: [
          { kind: "proto", files: ["a.proto", "b.proto"], importPaths: ["protos"] },
          { kind: "descriptor-set", file: "c.pb" },
        ],
      },
    ],
    ["grpcurl -max-time 2.5 h:1 a.B/C", { deadline: 2500 }],
    ["grpcurl -unix /run/a.sock a.B/C", { target: "unix:/run/a.sock", method: "a.B/C" }],
    ["grpcurl -d '{} {}' h:1 a.B/C", { messages: ["{}", "{}"] }],
    ['grpcurl -d @ h:1 a.B/C <<EOM\n{"a": 1}\n{"a": 2}\nEOM', { messages: ['{"a": 1}', '{"a": 2}'] }],
    ['grpcurl -H "authorization: Bearer $TOKEN" h:1 a.B/C', { metadata: [{ value: "Bearer {{TOKEN}}" }] }],
  ])("%s", (line, expected) => {
    expect(read(line).request).toMatchObject(expected);
  });
});

describe("what a grpcurl line says and a request does not is told", () => {
  it.each([
    ["grpcurl h:1 list", "no-call", "“list” calls no method: the server and its schema were read."],
    ["grpcurl h:1", "part-missing", "The grpcurl line names no method; expected a method."],
    [
      "grpcurl -bogus h:1 a.B/C",
      "option-unknown",
      "grpcurl has no option -bogus that is known here: it was left out.",
    ],
    ["grpcurl h:1 a.B/C -d", "option-incomplete", "The option -d has no value: it was left out."],
    [
      "grpcurl -max-msg-sz 5 h:1 a.B/C",
      "option-left-out",
      "-max-msg-sz was left out: the size limit is a setting of the connection.",
    ],
    [
      "grpcurl -format text -d 'a: 1' h:1 a.B/C",
      "text-format",
      "The message is in the text format, and a request holds JSON: it was taken over as it is.",
    ],
  ])("%s", (line, code, message) => {
    expect(read(line).findings).toContainEqual(expect.objectContaining({ code, message }));
  });
});

it("reads back what it writes", () => {
  const lines = [
    "grpcurl -plaintext -H 'a: it'\\''s' -max-time 1.5 -d '{\"a\": \"b\nc\"}' localhost:50051 a.B/C",
    "grpcurl -cacert 'a b.pem' -servername x -import-path p -proto a.proto -rpc-header 'k-bin: AA==' h:1 a.B/C",
    "grpcurl -unix -plaintext /run/a.sock a.B/C",
  ];
  for (const line of lines) {
    const before = read(line).request;
    if (before === undefined) throw new Error("nothing was read");
    const { text, findings } = writeGrpcurl(before);
    const after = read(text);
    expect(findings).toEqual([]);
    expect(after).toEqual({ request: before, findings: [] });
  }
});
