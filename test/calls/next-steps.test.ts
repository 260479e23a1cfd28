import { checkServerIdentity, type PeerCertificate } from "node:tls";
import { expect, it } from "vitest";
import { nextStepsOf } from "../../core/calls/next-steps.ts";
import { ConnectionFailure } from "../../core/channels/connection-failure.ts";

it.each([
  ["plaintext-to-tls", [{ kind: "use-tls" }]],
  ["tls-to-plaintext", [{ kind: "use-plaintext" }]],
  ["certificate-authority", [{ kind: "choose-certificate-authority" }, { kind: "skip-verification" }]],
  ["certificate-name", [{ kind: "set-server-name" }]],
  ["server-name", [{ kind: "set-server-name" }]],
  ["client-certificate", [{ kind: "set-certificates" }]],
  ["proxy-unreachable", [{ kind: "set-proxy" }, { kind: "retry" }]],
  ["proxy-tls", [{ kind: "set-proxy" }, { kind: "retry" }]],
  ["proxy-credentials", [{ kind: "set-proxy" }, { kind: "retry" }]],
  ["proxy-silent", [{ kind: "set-proxy" }, { kind: "retry" }]],
  ["tls", [{ kind: "switch-transport" }]],
  ["http1-only", [{ kind: "use-channel", channel: "http-json" }]],
  ["http2-only", [{ kind: "use-channel", channel: "grpc" }]],
  ["timed-out", [{ kind: "raise-deadline" }, { kind: "retry" }]],
  ["refused", [{ kind: "retry" }]],
  ["not-http", []],
] as const)("offers what helps when a connection fails: %s", (reason, steps) => {
  expect(nextStepsOf(new ConnectionFailure(reason, "host:1", "", "It failed."))).toEqual(steps);
});

it("offers the names of a certificate that is for another, three of them", () => {
  const certificate = { subjectaltname: "DNS:a.test, DNS:b.test, DNS:c.test, DNS:d.test" } as PeerCertificate;
  const cause = checkServerIdentity("elsewhere.test", certificate);
  expect(nextStepsOf(new ConnectionFailure("certificate-name", "host:1", "", "It failed.", cause))).toEqual([
    { kind: "set-server-name", serverName: "a.test" },
    { kind: "set-server-name", serverName: "b.test" },
    { kind: "set-server-name", serverName: "c.test" },
    { kind: "set-server-name" },
  ]);
});

it("offers nothing for another cause", () => {
  expect(nextStepsOf(new Error("It failed."))).toEqual([]);
});
