/** Certificates made at test start: an authority, and server and client certificates good and bad, as PEM files. */
import "reflect-metadata";
import { writeFileSync } from "node:fs";
import path from "node:path";
import * as x509 from "@peculiar/x509";
import { scratchFolder } from "../../support/scratch-folder.ts";

export interface KeyPair {
  readonly cert: string;
  readonly key: string;
}

export interface TestCertificates {
  /** File of the authority that signed all but `selfSigned`. */
  readonly caFile: string;
  readonly ca: string;
  readonly good: KeyPair;
  readonly otherName: KeyPair;
  readonly expired: KeyPair;
  readonly notYet: KeyPair;
  readonly selfSigned: KeyPair;
  readonly client: KeyPair;
  readonly clientCertFile: string;
  readonly clientKeyFile: string;
  /** A folder for more files. */
  readonly directory: string;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 86_400_000;

interface Wish {
  readonly name: string;
  readonly names?: x509.JsonGeneralNames;
  readonly from?: number;
  readonly to?: number;
  readonly client?: boolean;
}

export async function makeTestCertificates(): Promise<TestCertificates> {
  const caKeys = await generateKeys();
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: "CN=Test authority",
    notBefore: new Date(Date.now() - 30 * DAY),
    notAfter: new Date(Date.now() + DAY),
    keys: caKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
    ],
  });
  const issue = async (wish: Wish): Promise<KeyPair> => {
    const keys = await generateKeys();
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: Math.floor(Math.random() * 0xffffff)
        .toString(16)
        .padStart(6, "1"),
      subject: `CN=${wish.name}`,
      issuer: ca.subject,
      notBefore: new Date(Date.now() + (wish.from ?? -1) * DAY),
      notAfter: new Date(Date.now() + (wish.to ?? 1) * DAY),
      publicKey: keys.publicKey,
      signingKey: caKeys.privateKey,
      signingAlgorithm: ALGORITHM,
      extensions: [
        new x509.SubjectAlternativeNameExtension(wish.names ?? LOOPBACK),
        new x509.ExtendedKeyUsageExtension([
          wish.client === true ? x509.ExtendedKeyUsage.clientAuth : x509.ExtendedKeyUsage.serverAuth,
        ]),
      ],
    });
    return { cert: certificate.toString("pem"), key: await exportKey(keys.privateKey) };
  };
  const directory = scratchFolder("certificates");
  const file = (name: string, text: string): string => {
    const where = path.join(directory, name);
    writeFileSync(where, text);
    return where;
  };
  const client = await issue({ name: "client", client: true });
  return {
    directory,
    ca: ca.toString("pem"),
    caFile: file("ca.pem", ca.toString("pem")),
    good: await issue({ name: "localhost" }),
    otherName: await issue({ name: "other", names: [{ type: "dns", value: "other.example" }] }),
    expired: await issue({ name: "localhost", from: -20, to: -10 }),
    notYet: await issue({ name: "localhost", from: 0.5, to: 0.9 }),
    selfSigned: await selfSign(),
    client,
    clientCertFile: file("client.pem", client.cert),
    clientKeyFile: file("client-key.pem", client.key),
  };
}

const LOOPBACK: x509.JsonGeneralNames = [
  { type: "dns", value: "localhost" },
  { type: "ip", value: "127.0.0.1" },
];

async function selfSign(): Promise<KeyPair> {
  const keys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "77",
    name: "CN=localhost",
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + DAY),
    keys,
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.SubjectAlternativeNameExtension(LOOPBACK)],
  });
  return { cert: certificate.toString("pem"), key: await exportKey(keys.privateKey) };
}

type Keys = Parameters<typeof x509.X509CertificateGenerator.createSelfSigned>[0] extends { keys: infer K }
  ? K
  : never;

function generateKeys(): Promise<Keys> {
  return crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]) as Promise<Keys>;
}

async function exportKey(key: Keys["privateKey"]): Promise<string> {
  return x509.PemConverter.encode(await crypto.subtle.exportKey("pkcs8", key), "PRIVATE KEY");
}
