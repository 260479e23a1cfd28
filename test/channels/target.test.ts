import { describe, expect, it } from "vitest";
import { isLoopback, parseTarget, type Target } from "../../core/channels/target.ts";
import type { TransportSecurity } from "../../core/contract/params.ts";

/** One line a target: `plaintext|tls host port [base] (authority) label`. */
function show(target: Target): string {
  const place =
    target.socketPath === undefined ? `${target.host} ${target.port}` : `socket ${target.socketPath}`;
  const base = target.basePath === "" ? "" : ` ${target.basePath}`;
  return `${target.tls ? "tls" : "plaintext"} ${place}${base} (${target.authority}) ${target.label}`;
}

function read(target: string, mode: TransportSecurity["mode"]): string {
  const result = parseTarget({ target, security: { mode } });
  if (result.ok) return show(result.value);
  return result.findings.map((finding) => `${finding.message} | ${finding.hint}`).join("\n");
}

const EXPECTED =
  "Write host:port (localhost:50051), an http:// or https:// address, or unix:path for a unix socket.";

describe("parseTarget reads", () => {
  it.each<[string, TransportSecurity["mode"], string]>([
    ["localhost:50051", "auto", "plaintext localhost 50051 (localhost:50051) localhost:50051"],
    ["  localhost:50051\n", "auto", "plaintext localhost 50051 (localhost:50051) localhost:50051"],
    ["localhost:50051", "tls", "tls localhost 50051 (localhost:50051) localhost:50051"],
    ["127.1.2.3:1", "auto", "plaintext 127.1.2.3 1 (127.1.2.3:1) 127.1.2.3:1"],
    ["0.0.0.0:1", "auto", "plaintext 0.0.0.0 1 (0.0.0.0:1) 0.0.0.0:1"],
    ["api.example.com", "auto", "tls api.example.com 443 (api.example.com) api.example.com:443"],
    ["api.example.com", "plaintext", "plaintext api.example.com 80 (api.example.com) api.example.com:80"],
    ["api.example.com:80", "auto", "tls api.example.com 80 (api.example.com:80) api.example.com:80"],
    ["my_host:9000", "auto", "tls my_host 9000 (my_host:9000) my_host:9000"],
    [
      "Bücher.example:1",
      "auto",
      "tls xn--bcher-kva.example 1 (xn--bcher-kva.example:1) xn--bcher-kva.example:1",
    ],
    ["10.0.0.1:1", "auto", "tls 10.0.0.1 1 (10.0.0.1:1) 10.0.0.1:1"],
    ["[::1]:50051", "auto", "plaintext ::1 50051 ([::1]:50051) [::1]:50051"],
    ["[::1]", "auto", "plaintext ::1 80 ([::1]) [::1]:80"],
    ["::1", "auto", "plaintext ::1 80 ([::1]) [::1]:80"],
    ["[2001:db8::1]:1", "auto", "tls 2001:db8::1 1 ([2001:db8::1]:1) [2001:db8::1]:1"],
    ["http://api.example.com", "auto", "plaintext api.example.com 80 (api.example.com) api.example.com:80"],
    ["https://localhost", "auto", "tls localhost 443 (localhost) localhost:443"],
    ["https://localhost:8443/", "auto", "tls localhost 8443 (localhost:8443) localhost:8443"],
    ["https://a.example/base/v2/", "auto", "tls a.example 443 /base/v2 (a.example) a.example:443"],
    ["HTTPS://a.example:443", "tls", "tls a.example 443 (a.example) a.example:443"],
    ["http://[::1]:80/x", "plaintext", "plaintext ::1 80 /x ([::1]) [::1]:80"],
    ["grpc://localhost:1", "auto", "plaintext localhost 1 (localhost:1) localhost:1"],
    ["grpcs://localhost:1", "auto", "tls localhost 1 (localhost:1) localhost:1"],
    ["dns:///localhost:1", "auto", "plaintext localhost 1 (localhost:1) localhost:1"],
    ["dns:localhost:1", "auto", "plaintext localhost 1 (localhost:1) localhost:1"],
    ["unix:/tmp/a.sock", "auto", "plaintext socket /tmp/a.sock (localhost) unix:/tmp/a.sock"],
    ["unix:///tmp/a.sock", "auto", "plaintext socket /tmp/a.sock (localhost) unix:/tmp/a.sock"],
    ["unix:a.sock", "auto", "plaintext socket a.sock (localhost) unix:a.sock"],
    ["unix:/tmp/a.sock", "tls", "tls socket /tmp/a.sock (localhost) unix:/tmp/a.sock"],
  ])("%j (%s) as %s", (target, mode, expected) => {
    expect(read(target, mode)).toBe(expected);
  });
});

describe("parseTarget refuses", () => {
  it.each<[string, TransportSecurity["mode"], string]>([
    ["", "auto", `The target is empty: expected the address of a server. | ${EXPECTED}`],
    ["   ", "auto", `The target is empty: expected the address of a server. | ${EXPECTED}`],
    ["local host:1", "auto", `The target “local host:1” has a space in it. | ${EXPECTED}`],
    [":50051", "auto", "The target “:50051” has no host. | Write localhost before the port."],
    [
      "localhost:",
      "auto",
      `The target “localhost:” has the port “”: expected a number from 1 to 65535. | ${EXPECTED}`,
    ],
    [
      "localhost:0",
      "auto",
      `The target “localhost:0” has the port “0”: expected a number from 1 to 65535. | ${EXPECTED}`,
    ],
    [
      "a:65536",
      "auto",
      `The target “a:65536” has the port “65536”: expected a number from 1 to 65535. | ${EXPECTED}`,
    ],
    [
      "a:grpc",
      "auto",
      `The target “a:grpc” has the port “grpc”: expected a number from 1 to 65535. | ${EXPECTED}`,
    ],
    [
      "a!b:1",
      "auto",
      `The target “a!b:1” has a host that is no name and no IP address: “a!b”. | ${EXPECTED}`,
    ],
    [
      "a:1:2",
      "auto",
      "The target “a:1:2” has more than one colon and is no IPv6 address. | Write an IPv6 address with a port in brackets: [::1]:50051.",
    ],
    [
      "[::1:50051",
      "auto",
      `The target “[::1:50051” has a bracket that does not close before the port. | ${EXPECTED}`,
    ],
    [
      "[local]:1",
      "auto",
      `The target “[local]:1” has “local” in brackets, which is no IPv6 address. | ${EXPECTED}`,
    ],
    [
      "ftp://a.example",
      "auto",
      "The target “ftp://a.example” has the scheme ftp://, which is not known. | Known are http://, https://, grpc://, grpcs://, dns:/// and unix:; or leave the scheme out and write host:port.",
    ],
    [
      "https://a.example",
      "plaintext",
      "The target “https://a.example” asks for TLS by its scheme, but plaintext was chosen. | Leave the scheme out, or let the scheme decide.",
    ],
    [
      "http://a.example",
      "tls",
      "The target “http://a.example” asks for plaintext by its scheme, but TLS was chosen. | Leave the scheme out, or let the scheme decide.",
    ],
    [
      "https://u:p@a.example",
      "auto",
      "The target has a user name or password before the “@”; these are not taken from an address. | Leave out what stands before the “@” and send it as metadata: authorization: Basic …",
    ],
    [
      "https://a.example/x?y=1",
      "auto",
      `The target “https://a.example/x?y=1” has a query or a fragment, which the address of a server cannot have. | ${EXPECTED}`,
    ],
    [
      "localhost:1/pkg.S/M",
      "auto",
      "The target “localhost:1/pkg.S/M” has a path after the host: /pkg.S/M. | A method is named apart from the target, as pkg.Service/Method. If the server really has a base path, write http:// or https:// before it.",
    ],
    ["unix:", "auto", `The target “unix:” names no socket file. | ${EXPECTED}`],
    [
      "unix://a/b",
      "auto",
      "The target “unix://a/b” has a host where a unix socket has none. | Write unix:///absolute/path with three slashes, or unix:relative/path.",
    ],
  ])("%j (%s)", (target, mode, expected) => {
    expect(read(target, mode)).toBe(expected);
  });

  it("never repeats a password", () => {
    expect(read("https://user:secret@a.example", "auto")).not.toContain("secret");
  });
});

describe("isLoopback", () => {
  it.each<[string, boolean]>([
    ["localhost", true],
    ["LOCALHOST.", true],
    ["app.localhost", true],
    ["127.0.0.1", true],
    ["0:0:0:0:0:0:0:1", true],
    ["::", true],
    ["::ffff:127.0.0.1", true],
    ["::2", false],
    ["127.example.com", false],
    ["localhost.example.com", false],
    ["fe80::1%eth0", false],
    ["1.127.0.0", false],
  ])("%s → %s", (host, expected) => {
    expect(isLoopback(host)).toBe(expected);
  });
});
