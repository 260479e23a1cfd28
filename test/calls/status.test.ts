import { createRegistry } from "@bufbuild/protobuf";
import { describe, expect, it } from "vitest";
import { explainStatus, STATUS_CODES, statusName } from "../../core/calls/index.ts";
import type { ChannelStatus } from "../../core/channels/channel.ts";
import { ConnectionFailure, type ConnectionFailureReason } from "../../core/channels/connection-failure.ts";
import type { NextStep } from "../../core/next-step.ts";

describe("the seventeen codes", () => {
  it.each([
    [0, "OK"],
    [1, "CANCELLED"],
    [2, "UNKNOWN"],
    [3, "INVALID_ARGUMENT"],
    [4, "DEADLINE_EXCEEDED"],
    [5, "NOT_FOUND"],
    [6, "ALREADY_EXISTS"],
    [7, "PERMISSION_DENIED"],
    [8, "RESOURCE_EXHAUSTED"],
    [9, "FAILED_PRECONDITION"],
    [10, "ABORTED"],
    [11, "OUT_OF_RANGE"],
    [12, "UNIMPLEMENTED"],
    [13, "INTERNAL"],
    [14, "UNAVAILABLE"],
    [15, "DATA_LOSS"],
    [16, "UNAUTHENTICATED"],
    [17, "CODE_17"],
  ])("%i is %s", (code, name) => {
    expect(statusName(code)).toBe(name);
  });

  it("each have a meaning in one sentence, and all but OK a next step", () => {
    expect(STATUS_CODES.length).toBe(17);
    for (const [code, { meaning, hint }] of STATUS_CODES.entries()) {
      expect(meaning).toMatch(/^[A-Z].*\.$/);
      if (code > 0) expect(hint).toMatch(/^[A-Z].*[.…]$/);
    }
  });
});

function explain(status: ChannelStatus, channel: "grpc" | "http-json" = "grpc", deadline?: number): string {
  const context = { channel, ...(deadline === undefined ? {} : { deadline }) };
  const { name, explanation, hint } = explainStatus(status, context);
  return [name, explanation, hint].join(" | ");
}

describe("explainStatus", () => {
  it.each<[string, ChannelStatus, string]>([
    ["OK", { code: 0, message: "" }, "OK | The call succeeded. | "],
    [
      "the code's own meaning",
      { code: 5, message: "no such thing" },
      "NOT_FOUND | Something the request names does not exist. | Check the names and ids in the request.",
    ],
    [
      "a cancel of our own",
      { code: 1, message: "Cancelled by the client.", cancelledHere: true },
      "CANCELLED | The call was cancelled here. | Send it again.",
    ],
    [
      "a missing status",
      { code: 2, message: "The server ended the answer without a grpc-status.", untold: true },
      "UNKNOWN | The answer broke off: gRPC ends every answer with a status, and none came. | A proxy in between may drop trailers, or the handler ended abnormally: look in the server's log.",
    ],
    [
      "a message beyond the bound",
      {
        code: 8,
        message: "A message of 9 bytes came, larger than the bound of 8 bytes.",
        steps: [{ kind: "raise-message-limit", byteLength: 9 }],
      },
      "RESOURCE_EXHAUSTED | The server sent a message that is larger than what is accepted here. | Raise the bound (--max-receive-size SIZE), or ask for less at once, such as a smaller page or fewer fields.",
    ],
    [
      "a proxy's page",
      { code: 14, message: "", httpStatus: 502 },
      "UNAVAILABLE | A proxy answered HTTP 502: the server behind it did not answer. | Check that the server behind it runs, and where the proxy looks for it.",
    ],
    [
      "nginx without a client certificate",
      {
        code: 13,
        message: "",
        httpStatus: 400,
        body: "<title>400 No required SSL certificate was sent</title>",
      },
      "INTERNAL | The server wants a client certificate that it trusts. | Give the client certificate and its key (--cert FILE --key FILE).",
    ],
    [
      "nginx in plaintext at a TLS port",
      { code: 13, message: "", httpStatus: 400, body: "The plain HTTP request was sent to HTTPS port" },
      "INTERNAL | The server speaks TLS, and it was spoken to in plaintext. | Use TLS (--tls, or https:// in the address).",
    ],
    [
      "Go in plaintext at a TLS port",
      { code: 3, message: "", httpStatus: 400, body: "Client sent an HTTP request to an HTTPS server.\n" },
      "INVALID_ARGUMENT | The server speaks TLS, and it was spoken to in plaintext. | Use TLS (--tls, or https:// in the address).",
    ],
    [
      "a redirect",
      { code: 2, message: "", httpStatus: 301 },
      "UNKNOWN | HTTP 301 came where a gRPC answer was expected: a redirect. | Redirects are not followed: use the address it points to, if that is meant; a proxy that wants a login first does this, too.",
    ],
  ])("%s", (_, status, expected) => {
    expect(explain(status)).toBe(expected);
  });

  it.each<[number, string]>([
    [250, "The deadline of 250 ms passed before the call was through."],
    [5000, "The deadline of 5 s passed before the call was through."],
    [1500, "The deadline of 1.5 s passed before the call was through."],
  ])("the deadline of %i ms", (deadline, expected) => {
    const { explanation } = explainStatus({ code: 4, message: "" }, { channel: "grpc", deadline });
    expect(explanation).toBe(expected);
  });

  it("a plain HTTP error on the http-json channel", () => {
    expect(explain({ code: 5, message: "", httpStatus: 404 }, "http-json")).toBe(
      "NOT_FOUND | HTTP 404 came where a JSON answer was expected: the web server at this address has nothing at this path. | Check the address, its base path and the port.",
    );
  });

  it.each([2, 13])("a success that is no answer, %i, on the http-json channel", (code) => {
    expect(explain({ code, message: "", httpStatus: 200 }, "http-json")).toMatch(
      /\| The server answered HTTP 200, but not with this method's answer as JSON\. \| Check the address/,
    );
  });

  it("a bound of our own is not taken for the server's fault", () => {
    const steps: readonly NextStep[] = [{ kind: "raise-message-limit", byteLength: 9 }];
    expect(explain({ code: 8, message: "larger", httpStatus: 200, steps }, "http-json")).toMatch(
      /^RESOURCE_EXHAUSTED \| The server sent a message that is larger than what is accepted here\./,
    );
  });

  it("a success over HTTP", () => {
    expect(explain({ code: 0, message: "", httpStatus: 200 }, "http-json")).toBe(
      "OK | The call succeeded. | ",
    );
  });
});

describe("every reason a connection fails", () => {
  it.each<[ConnectionFailureReason, string]>([
    ["name-not-found", "There is no host of this name: a.example."],
    ["name-lookup-failed", "The name a.example could not be looked up now (ECODE)."],
    ["refused", "Nothing listens at a.example:1."],
    ["unreachable", "There is no route to a.example:1."],
    ["timed-out", "a.example:1 does not answer: the connection was neither taken nor refused."],
    ["no-socket-file", "There is no listening unix socket at a.example:1."],
    ["not-permitted", "This user may not connect to a.example:1 (ECODE)."],
    ["plaintext-to-tls", "The server at a.example:1 speaks TLS, and it was spoken to in plaintext."],
    ["tls-to-plaintext", "The server at a.example:1 speaks plaintext, and it was spoken to with TLS."],
    ["http1-only", "The server at a.example:1 speaks HTTP/1 only, and gRPC needs HTTP/2."],
    [
      "http2-only",
      "The server at a.example:1 speaks HTTP/2 only, as gRPC servers do; this channel speaks HTTP/1.1.",
    ],
    ["not-http", "Something listens at a.example:1, but it speaks neither HTTP nor TLS. it said this."],
    ["certificate-name", "The certificate of a.example:1 is for another name: it said this."],
    [
      "certificate-authority",
      "The certificate of a.example:1 was issued by an authority that is not trusted here: it said this.",
    ],
    [
      "certificate-self-signed",
      "The certificate of a.example:1 is self-signed: no authority vouches for it.",
    ],
    ["certificate-expired", "The certificate of a.example:1 has expired."],
    ["certificate-not-yet-valid", "The certificate of a.example:1 is not valid yet."],
    ["certificate-refused", "The certificate of a.example:1 cannot be used for a server: it said this."],
    [
      "client-certificate",
      "The server at a.example:1 wants a client certificate that it trusts: it said this.",
    ],
    ["tls", "The TLS handshake with a.example:1 failed: it said this."],
    ["server-name", "The server at a.example:1 has no site of the name that was asked for: it said this."],
    [
      "tls-version",
      "The server at a.example:1 and this client have no version of TLS in common; here that is 1.2 and 1.3: it said this.",
    ],
    [
      "tls-parameters",
      "The server at a.example:1 speaks TLS, and takes none of the ciphers and curves offered: it said this.",
    ],
    ["handshake-closed", "a.example:1 takes the connection and ends it in the TLS handshake: it said this."],
    ["bad-http", "The server at a.example:1 answers in HTTP that breaks its rules: it said this."],
    [
      "large-headers",
      "The server at a.example:1 sends header fields of more than 1 MiB, and is read no further.",
    ],
    ["not-grpc", "The server at a.example:1 speaks HTTP/2, and does not speak gRPC: it said this."],
    ["silent", "a.example:1 takes the connection and says nothing."],
    ["hung-up", "a.example:1 takes the connection and ends it without a word."],
    ["no-answer", "The server at a.example:1 speaks HTTP/2, took the request and did not answer it."],
    ["ping-unanswered", "The connection to a.example:1 fell silent: it said this."],
    ["goaway", "The server at a.example:1 ended the connection because of an error of its own (GOAWAY)."],
    [
      "stream-reset",
      "The server at a.example:1 broke the call off because of an error of its own (RST_STREAM).",
    ],
    ["proxy-unreachable", "The proxy a.example:1 cannot be reached: it said this."],
    ["proxy-tls", "TLS with the proxy a.example:1 failed: it said this."],
    ["proxy-refused", "it said this."],
    ["proxy-silent", "it said this."],
    ["closed", "a.example:1 closed the connection: it said this."],
    ["unknown", "No connection to a.example:1: it said this."],
  ])("%s", (reason, expected) => {
    const cause = new ConnectionFailure(reason, "a.example:1", "ECODE", "it said this");
    const { explanation, hint } = explainStatus({ code: 14, message: "", cause }, { channel: "grpc" });
    expect(explanation).toBe(expected);
    expect(hint).toMatch(/^[A-Z].*\.$/);
  });
});

describe("details", () => {
  it("without a registry are shown as hex", () => {
    // code 3; details: Any { type_url: "t/a.B", value: 08 01 }
    const detailBytes = Uint8Array.from(Buffer.from("08031a0b0a05742f612e4212020801", "hex"));
    expect(explainStatus({ code: 3, message: "", detailBytes }, { channel: "grpc" }).details).toEqual([
      { typeUrl: "t/a.B", json: "The type of this detail is not known. 2 bytes: 0801", known: false },
    ]);
    expect(
      explainStatus({ code: 3, message: "", detailBytes }, { channel: "grpc", registry: createRegistry() })
        .details.length,
    ).toBe(1);
  });
});

it("a proxy's page is kept as it came", () => {
  const page = "<html><h1>502 Bad Gateway</h1></html>";
  const { body } = explainStatus({ code: 14, message: "", httpStatus: 502, body: page }, { channel: "grpc" });
  expect(body).toBe(page);
});
