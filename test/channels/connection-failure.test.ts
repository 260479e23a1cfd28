import { describe, expect, it } from "vitest";
import { codeOfError, reasonOfCode, toConnectionFailure } from "../../core/channels/connection-failure.ts";

const withCode = (message: string, code: string): Error => Object.assign(new Error(message), { code });

describe("codeOfError", () => {
  it.each<[string, unknown, string]>([
    ["a code", withCode("x", "ECONNREFUSED"), "ECONNREFUSED"],
    ["a cause's code", new Error("x", { cause: withCode("y", "EPIPE") }), "EPIPE"],
    [
      "the last of several",
      new AggregateError([withCode("a", "ENETUNREACH"), withCode("b", "ECONNREFUSED")]),
      "ECONNREFUSED",
    ],
    ["a name in the text", new Error("connect ECONNREFUSED 127.0.0.1:1"), "ECONNREFUSED"],
    ["a text alone", "getaddrinfo ENOTFOUND nowhere", "ENOTFOUND"],
    ["nothing", new Error("Protocol error"), ""],
    ["no error at all", undefined, ""],
  ])("%s", (_, error, expected) => {
    expect(codeOfError(error)).toBe(expected);
  });
});

describe("reasonOfCode", () => {
  it.each([
    ["ENOTFOUND", "name-not-found"],
    ["EAI_AGAIN", "name-lookup-failed"],
    ["ECONNREFUSED", "refused"],
    ["EHOSTUNREACH", "unreachable"],
    ["ETIMEDOUT", "timed-out"],
    ["ENOENT", "no-socket-file"],
    ["EACCES", "not-permitted"],
    ["ECONNRESET", "closed"],
    ["ERR_SSL_WRONG_VERSION_NUMBER", "tls-to-plaintext"],
    ["ERR_TLS_CERT_ALTNAME_INVALID", "certificate-name"],
    ["CERT_HAS_EXPIRED", "certificate-expired"],
    ["UNABLE_TO_VERIFY_LEAF_SIGNATURE", "certificate-authority"],
    ["ERR_SSL_TLSV13_ALERT_CERTIFICATE_REQUIRED", "client-certificate"],
    ["ERR_SSL_ANYTHING_ELSE", "tls"],
    ["EWHATEVER", "unknown"],
    ["", "unknown"],
  ])("%s is %s", (code, reason) => {
    expect(reasonOfCode(code)).toBe(reason);
  });
});

describe("toConnectionFailure", () => {
  it.each<[string, string]>([
    [
      "80FC:error:0A00010B:SSL routines:ssl3_get_record:wrong version number:../ssl3_record.c:350:\n",
      "TLS: wrong version number",
    ],
    [
      "self-signed certificate; if the root CA is installed locally, try running Node.js with --use-system-ca",
      "self-signed certificate",
    ],
    ["Failed to connect (2026-11-22T22:17:28.214Z)", "Failed to connect"],
    ["read ECONNRESET", "read ECONNRESET"],
  ])("%j is told as %j", (message, expected) => {
    expect(toConnectionFailure(new Error(message), "a:1")).toMatchObject({
      message: expected,
      address: "a:1",
    });
  });

  it.each<[string, unknown, string]>([
    [
      "names",
      "DNS:a.example, IP Address:10.0.0.1",
      "10.0.0.2 is not among its names, DNS:a.example, IP Address:10.0.0.1.",
    ],
    [
      "no names",
      undefined,
      "Hostname/IP does not match certificate's altnames: IP: 10.0.0.2 is not in the cert's list:",
    ],
  ])("tells whom a certificate with %s is for", (_, subjectaltname, message) => {
    const text =
      "Hostname/IP does not match certificate's altnames: IP: 10.0.0.2 is not in the cert's list: ";
    const error = withCode(text, "ERR_TLS_CERT_ALTNAME_INVALID");
    Object.assign(error, { host: "10.0.0.2", cert: { subjectaltname } });
    expect(toConnectionFailure(error, "a:1")).toMatchObject({ reason: "certificate-name", message });
  });

  it("passes one of its own through", () => {
    const failure = toConnectionFailure("ECONNREFUSED", "a:1");
    expect(toConnectionFailure(failure, "b:2")).toBe(failure);
  });
});
