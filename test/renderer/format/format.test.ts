import { describe, expect, it } from "vitest";
import { usesTls } from "../../../core/contract/uses-tls.ts";
import { decodeBase64, encodeBase64 } from "../../../renderer/format/base64.ts";
import { readDeadline } from "../../../renderer/format/deadline.ts";
import { kindMark, shortName, splitMethod } from "../../../renderer/format/method-kind.ts";
import { matchScore, search } from "../../../renderer/format/search.ts";
import { securityLabel } from "../../../renderer/format/security.ts";
import { counted, formatBytes, formatDuration, percentOf } from "../../../renderer/format/sizes.ts";

it.each([
  [0, "0 B"],
  [999, "999 B"],
  [1000, "1.0 kB"],
  [3200, "3.2 kB"],
  [99_950, "100 kB"],
  [999_949, "1000 kB"],
  [999_950, "1.0 MB"],
  [1_400_000, "1.4 MB"],
  [64 * 1024 * 1024, "67.1 MB"],
  [5e12, "5000 GB"],
])("%i bytes are %s", (count, text) => expect(formatBytes(count)).toBe(text));

it.each([
  [0.04, "0.0 ms"],
  [12.44, "12.4 ms"],
  [171.2, "171 ms"],
  [2440, "2.4 s"],
  [65_000, "1 min 5 s"],
])("%d ms are %s", (milliseconds, text) => expect(formatDuration(milliseconds)).toBe(text));

it.each([
  [103, 224, 46],
  [0, 0, 100],
  [3, 2, 150],
])("%i of %i is %i%%", (part, whole, percent) => expect(percentOf(part, whole)).toBe(percent));

it.each([
  [1, "method", undefined, "1 method"],
  [12_345, "method", undefined, "12,345 methods"],
  [2, "entry", "entries", "2 entries"],
])("%i %s", (count, one, many, text) => expect(counted(count, one, many)).toBe(text));

describe("a deadline", () => {
  it.each([
    ["5 s", 5000],
    ["500ms", 500],
    ["1.5 s", 1500],
    ["2 m", 120_000],
    [" 1 H ", 3_600_000],
    ["7", 7000],
    ["", undefined],
    ["none", undefined],
  ])("%j is %s ms", (text, milliseconds) => expect(readDeadline(text)).toEqual({ ok: true, milliseconds }));
  it.each([["soon"], ["5 x"], ["-1 s"], ["0 s"], ["constructor"], ["5 constructor"]])("%j is none", (text) =>
    expect(readDeadline(text)).toEqual({
      ok: false,
      message: `“${text}” is not a deadline: write 500 ms, 5 s or 2 m, or leave it empty.`,
    }),
  );
});

describe("transport security", () => {
  it.each([
    ["localhost:1", true],
    ["127.0.0.1:50051", true],
    ["[::1]:50051", true],
    ["http://api.localhost:8080/x", true],
    ["unix:/tmp/x.sock", true],
    ["127.example.test:1", false],
    ["example.test:443", false],
    ["localhost.example.test", false],
  ])("%s is on this machine: %s", (target, loopback) =>
    expect(usesTls({ target, security: { mode: "auto" } })).toBe(!loopback),
  );
  it.each([
    ["localhost:1", { mode: "auto" }, "TLS off"],
    ["example.test", { mode: "auto" }, "TLS"],
    ["https://localhost:1", { mode: "auto" }, "TLS"],
    ["http://example.test", { mode: "auto" }, "TLS off"],
    ["example.test", { mode: "plaintext" }, "TLS off"],
    ["example.test", { mode: "tls", insecureSkipVerify: true }, "TLS unchecked"],
    ["example.test", { mode: "tls", clientCertificateFile: "c" }, "mTLS"],
    ["", { mode: "auto" }, ""],
  ] as const)("%s with %j reads “%s”", (target, security, text) =>
    expect(securityLabel({ target, security }).text).toBe(text),
  );
  it.each([
    ["https://proxy", { mode: "auto" }, "proxy unchecked"],
    ["https://proxy", { mode: "tls", insecureSkipVerify: true }, "TLS, proxy unchecked"],
    ["http://proxy", { mode: "auto" }, "TLS"],
  ] as const)("a proxy at %s that is not checked stays visible (%j)", (url, security, text) => {
    const connection = { proxy: { kind: "url", url }, proxyTls: { insecureSkipVerify: true } } as const;
    const label = securityLabel({ target: "example.test", security, connection });
    expect(label.text).toBe(text);
    expect(label.tone === "unchecked").toBe(text.includes("unchecked"));
  });
  it("follows the choice over the address", () =>
    expect(usesTls({ target: "localhost:1", security: { mode: "tls" } })).toBe(true));
});

it.each([
  ["unary", "U"],
  ["server-stream", "S→"],
  ["client-stream", "→C"],
  ["bidi-stream", "⇄"],
] as const)("%s is marked %s", (kind, mark) => expect(kindMark(kind).mark).toBe(mark));
it.each([
  ["p.S/M", { service: "p.S", name: "M" }],
  ["", { service: "", name: "" }],
])("splits %j", (name, parts) => expect(splitMethod(name)).toEqual(parts));
it("shortens names", () => expect([shortName("a.b.C"), shortName("C")]).toEqual(["C", "C"]));

describe("searching", () => {
  const names = ["p.Health/Check", "p.Vision/Predict", "p.Vision/WatchTraining", "p.Model/GetModel"];
  it.each([
    ["", names],
    ["pred", ["p.Vision/Predict"]],
    ["MODEL", ["p.Model/GetModel"]],
    ["vision train", ["p.Vision/WatchTraining"]],
    ["c", ["p.Health/Check", "p.Vision/Predict", "p.Vision/WatchTraining"]],
    ["zzz", []],
  ])("%j finds %j", (query, found) => expect(search(names, query, (name) => name, 10)).toEqual(found));
  it("prefers the start of a name's part", () =>
    expect(matchScore("p.S/Check", "check")).toBeGreaterThan(matchScore("p.S/Recheck", "check")));
  it("answers within its limit", () => expect(search(names, "", (name) => name, 2)).toHaveLength(2));
});

it("bytes survive base64", () => {
  const bytes = Uint8Array.from({ length: 70_000 }, (_, index) => index % 256);
  expect(decodeBase64(encodeBase64(bytes))).toEqual(bytes);
});
