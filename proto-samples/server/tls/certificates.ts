import "reflect-metadata";
import type { webcrypto } from "node:crypto";
import { chmod, mkdir, writeFile } from "node:fs/promises";
import path from "node:path";
import * as x509 from "@peculiar/x509";

/** PEM texts of a certificate authority of our own, and of what it signed. */
export interface Certificates {
  readonly ca: string;
  readonly serverCert: string;
  readonly serverKey: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

/** Where the files that a client needs were written. */
export interface CertificateFiles {
  readonly ca: string;
  readonly clientCert: string;
  readonly clientKey: string;
}

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };

const HOUR = 3_600_000;

/** How long the certificates hold, in ms: a week, since a sample server is not left running for longer. */
const VALIDITY = 7 * 24 * HOUR;

/** Makes a certificate authority, a server certificate for loopback and a client certificate. EC keys, valid for a week. */
export async function makeCertificates(): Promise<Certificates> {
  const caKeys = await makeKeys();
  const validity = { notBefore: new Date(Date.now() - HOUR), notAfter: new Date(Date.now() + VALIDITY) };
  const ca = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: "01",
    name: "CN=Byteglass sample CA",
    ...validity,
    keys: caKeys,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(true, 0, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign | x509.KeyUsageFlags.cRLSign, true),
      await x509.SubjectKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const sign = (subject: Subject): Promise<Signed> => signCertificate(subject, ca, caKeys, validity);
  const server = await sign({
    serialNumber: "02",
    name: "CN=localhost",
    usage: x509.ExtendedKeyUsage.serverAuth,
    alternativeNames: [
      { type: "dns", value: "localhost" },
      { type: "ip", value: "127.0.0.1" },
      { type: "ip", value: "::1" },
    ],
  });
  const client = await sign({
    serialNumber: "03",
    name: "CN=Byteglass sample client",
    usage: x509.ExtendedKeyUsage.clientAuth,
    alternativeNames: [{ type: "email", value: "client@example.test" }],
  });
  return {
    ca: ca.toString("pem"),
    serverCert: server.cert,
    serverKey: server.key,
    clientCert: client.cert,
    clientKey: client.key,
  };
}

/** Writes the files that a client needs into a folder, the key readable by its owner alone. */
export async function writeCertificates(
  certificates: Certificates,
  directory: string,
): Promise<CertificateFiles> {
  await mkdir(directory, { recursive: true });
  const files = {
    ca: path.join(directory, "ca.pem"),
    clientCert: path.join(directory, "client.pem"),
    clientKey: path.join(directory, "client-key.pem"),
  };
  await writeFile(files.ca, certificates.ca);
  await writeFile(files.clientCert, certificates.clientCert);
  await writeFile(files.clientKey, certificates.clientKey, { mode: 0o600 });
  // The mode above counts for new files only.
  await chmod(files.clientKey, 0o600);
  return files;
}

interface Subject {
  readonly serialNumber: string;
  readonly name: string;
  readonly usage: x509.ExtendedKeyUsage;
  readonly alternativeNames: x509.JsonGeneralNames;
}

interface Signed {
  readonly cert: string;
  readonly key: string;
}

function makeKeys(): Promise<webcrypto.CryptoKeyPair> {
  return crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]) as Promise<webcrypto.CryptoKeyPair>;
}

async function signCertificate(
  subject: Subject,
  ca: x509.X509Certificate,
  caKeys: webcrypto.CryptoKeyPair,
  validity: { readonly notBefore: Date; readonly notAfter: Date },
): Promise<Signed> {
  const keys = await makeKeys();
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: subject.serialNumber,
    subject: subject.name,
    issuer: ca.subject,
    ...validity,
    publicKey: keys.publicKey,
    signingKey: caKeys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: [
      new x509.BasicConstraintsExtension(false, undefined, true),
      new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
      new x509.ExtendedKeyUsageExtension([subject.usage]),
      new x509.SubjectAlternativeNameExtension(subject.alternativeNames),
      await x509.SubjectKeyIdentifierExtension.create(keys.publicKey),
      await x509.AuthorityKeyIdentifierExtension.create(caKeys.publicKey),
    ],
  });
  const pkcs8 = await crypto.subtle.exportKey("pkcs8", keys.privateKey);
  return { cert: certificate.toString("pem"), key: x509.PemConverter.encode(pkcs8, "PRIVATE KEY") };
}
