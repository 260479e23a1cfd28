import { execFileSync } from "node:child_process";
import { X509Certificate } from "node:crypto";
import { writeFileSync } from "node:fs";
import path from "node:path";
import { beforeAll, describe, expect, it } from "vitest";
import { readAuthorities, readClientParts } from "../../core/channels/credential-files.ts";
import type { TransportSecurity } from "../../core/contract/params.ts";
import { makeTestCertificates, type TestCertificates } from "./support/certificates.ts";

let certificates: TestCertificates;
let folder: string;
const file = (name: string) => path.join(folder, name);

beforeAll(async () => {
  certificates = await makeTestCertificates();
  const { directory, clientCertFile, clientKeyFile, good, ca } = certificates;
  folder = directory;
  writeFileSync(file("other.key"), good.key);
  writeFileSync(file("junk"), "hello");
  writeFileSync(file("ca.der"), new X509Certificate(ca).raw);
  writeFileSync(file("two.pem"), `# comments between are usual\n${ca}\n${good.cert}`);
  const openssl = (...words: string[]) => execFileSync("openssl", words, { stdio: "ignore" });
  openssl("pkcs8", "-topk8", "-in", clientKeyFile, "-out", file("locked.key"), "-passout", "pass:sesame");
  const bundle = ["pkcs12", "-export", "-in", clientCertFile, "-inkey", clientKeyFile];
  openssl(...bundle, "-out", file("client.p12"), "-passout", "pass:sesame");
  openssl(...bundle, "-out", file("open.p12"), "-passout", "pass:");
  openssl(...bundle, "-legacy", "-out", file("rc2.p12"), "-passout", "pass:sesame");
  openssl(
    "pkcs12",
    "-export",
    "-nokeys",
    "-in",
    clientCertFile,
    "-out",
    file("nokeys.p12"),
    "-passout",
    "pass:x",
  );
});

/** Names of files stand for those in the folder. */
type Names = Pick<
  TransportSecurity,
  "clientCertificateFile" | "clientKeyFile" | "clientBundleFile" | "clientKeyPassphrase"
>;

const pair = (cert: string, key: string, clientKeyPassphrase?: string): Names => ({
  clientCertificateFile: cert,
  clientKeyFile: key,
  ...(clientKeyPassphrase === undefined ? {} : { clientKeyPassphrase }),
});
const bundle = (name: string, clientKeyPassphrase?: string): Names => ({
  clientBundleFile: name,
  ...(clientKeyPassphrase === undefined ? {} : { clientKeyPassphrase }),
});

function read(names: Names): unknown {
  const inFolder = Object.fromEntries(
    Object.entries(names).map(([key, value]) => [key, key.endsWith("File") ? file(value ?? "") : value]),
  );
  return readClientParts(inFolder);
}

describe("the client's files", () => {
  it.each<[Names, string[]]>([
    [{}, []],
    [pair("client.pem", "client-key.pem"), ["cert", "key"]],
    [pair("client.pem", "locked.key", "sesame"), ["cert", "key", "passphrase"]],
    [bundle("client.p12", "sesame"), ["pfx", "passphrase"]],
    [bundle("open.p12"), ["pfx"]],
  ])("%j are usable", (names, parts) => {
    expect(Object.keys((read(names) ?? {}) as object)).toEqual(parts);
  });

  it.each<[Names, string, string]>([
    [
      { clientCertificateFile: "client.pem" },
      "A client certificate was given without its key.",
      "A client certificate and its private key go together: give both files (--cert FILE --key FILE).",
    ],
    [
      { clientKeyFile: "client-key.pem" },
      "A client key was given without its certificate.",
      "A client certificate and its private key go together: give both files (--cert FILE --key FILE).",
    ],
    [
      { ...pair("client.pem", "client-key.pem"), ...bundle("client.p12") },
      "A client certificate was given twice, as PEM and as PKCS#12.",
      "Give it as PEM (--cert FILE --key FILE) or as PKCS#12 (--pkcs12 FILE), not as both.",
    ],
    [
      pair("client.pem", "other.key"),
      "{other.key} is not the key of {client.pem}: it belongs to another certificate.",
      "Give the key that the certificate was made with.",
    ],
    [
      pair("junk", "client-key.pem"),
      "{junk} holds no certificate.",
      "Expected a certificate as PEM: -----BEGIN CERTIFICATE-----.",
    ],
    [
      pair("client.pem", "client.pem"),
      "{client.pem} holds no private key.",
      "Expected a key as PEM: -----BEGIN PRIVATE KEY-----.",
    ],
    [
      pair("client.pem", "locked.key"),
      "{locked.key} is locked with a passphrase.",
      "Give its passphrase (--passphrase @FILE).",
    ],
    [
      pair("client.pem", "locked.key", "wrong"),
      "The passphrase does not open {locked.key}.",
      "Check the passphrase (--passphrase @FILE).",
    ],
    [
      bundle("client.p12"),
      "{client.p12} is locked with a passphrase.",
      "Give its passphrase (--passphrase @FILE).",
    ],
    [
      bundle("client.p12", "wrong"),
      "The passphrase does not open {client.p12}.",
      "Check the passphrase (--passphrase @FILE).",
    ],
    [
      bundle("rc2.p12", "wrong"),
      "The passphrase does not open {rc2.p12}.",
      "Check the passphrase (--passphrase @FILE).",
    ],
    [
      bundle("rc2.p12", "sesame"),
      "{rc2.p12} is encrypted in a way that the OpenSSL of Node no longer reads (RC2, most likely).",
      "Write it anew: openssl pkcs12 -legacy -nodes -in {rc2.p12} | openssl pkcs12 -export -out new.p12.",
    ],
    [
      bundle("nokeys.p12", "x"),
      "{nokeys.p12} has no private key in it.",
      "A client certificate and its private key go together: write both into the file.",
    ],
    [
      bundle("client.pem"),
      "{client.pem} is no PKCS#12 file.",
      "Expected a file (.p12, .pfx) with a certificate and its key; PEM files are given as certificate and key (--cert, --key).",
    ],
  ])("%j are refused, with the file that is at fault", (names, message, hint) => {
    const named = (text: string) => text.replaceAll(/\{([\w.-]+)\}/g, (_whole, name: string) => file(name));
    expect(() => read(names)).toThrow(
      expect.objectContaining({
        code: "tls",
        message: named(message),
        hint: named(hint),
        steps: [{ kind: "set-certificates" }],
      }),
    );
  });

  it("that are not there are told by their path", () => {
    expect(() => read(bundle("none.p12"))).toThrow(
      expect.objectContaining({
        code: "file-unreadable",
        message: `The file ${file("none.p12")} could not be read (ENOENT).`,
        steps: [{ kind: "set-certificates" }],
      }),
    );
  });
});

describe("the authorities' file", () => {
  it.each([
    ["ca.pem", 1],
    ["ca.der", 1],
    ["two.pem", 2],
  ])("%s holds %i", (name, count) => {
    const found = readAuthorities(file(name));
    expect(found.map((one) => one.slice(0, 27))).toEqual(Array(count).fill("-----BEGIN CERTIFICATE-----"));
  });

  it.each(["junk", "client-key.pem"])("%s, which holds none, is refused: nobody would be trusted", (name) => {
    expect(() => readAuthorities(file(name))).toThrow(
      expect.objectContaining({
        code: "tls",
        message: `${file(name)} holds no certificate.`,
        hint: "Expected the certificate of the authority, as PEM (-----BEGIN CERTIFICATE-----) or DER.",
      }),
    );
  });
});
