/** A TLS server with a long chain of certificates, in front of a plaintext one. */
import "reflect-metadata";
import type { webcrypto } from "node:crypto";
import { writeFileSync } from "node:fs";
import { type AddressInfo, connect } from "node:net";
import { join } from "node:path";
import { createServer } from "node:tls";
import * as x509 from "@peculiar/x509";
import { scratchFolder } from "../../support/scratch-folder.ts";

const ALGORITHM = { name: "ECDSA", namedCurve: "P-256", hash: "SHA-256" };
const DAY = 86_400_000;
const AUTHORITIES = [
  "Root Certificate Authority of the Example Holding, G1",
  "Policy Certificate Authority for Production Environments, 2026",
  "Issuing Certificate Authority for Machine Learning Platforms, eu-central-1",
];
const NAMES = ["predict", "train", "captions", "models", "artifacts", "status", "gateway", "metrics"];

interface Signed {
  readonly certificate: x509.X509Certificate;
  readonly keys: webcrypto.CryptoKeyPair;
}

/** A running server. */
export interface ChainServer {
  readonly target: string;
  /** File of the authority at the end of the chain. */
  readonly caFile: string;
  stop(): void;
}

/** Starts one that hands everything on to `target` (host:port, plaintext), on a free port of loopback. */
export async function startChainServer(target: string): Promise<ChainServer> {
  const chain: Signed[] = [];
  for (const name of AUTHORITIES) chain.push(await sign(name, chain.at(-1), true));
  const leaf = await sign("localhost", chain.at(-1), false);
  const sent = [leaf, ...chain.slice(1).reverse()].map(({ certificate }) => certificate.toString("pem"));
  const key = x509.PemConverter.encode(
    await crypto.subtle.exportKey("pkcs8", leaf.keys.privateKey),
    "PRIVATE KEY",
  );
  const [host = "", port = ""] = target.split(":");
  const server = createServer({ cert: sent.join("\n"), key, ALPNProtocols: ["h2"] }, (socket) => {
    const behind = connect(Number(port), host);
    socket.pipe(behind).pipe(socket);
    for (const side of [socket, behind]) side.on("error", () => side.destroy());
  });
  server.on("tlsClientError", () => undefined);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const caFile = join(scratchFolder("chain"), "root.pem");
  writeFileSync(caFile, chain[0]?.certificate.toString("pem") ?? "");
  return {
    target: `localhost:${(server.address() as AddressInfo).port}`,
    caFile,
    stop: () => server.close(),
  };
}

async function sign(name: string, by: Signed | undefined, authority: boolean): Promise<Signed> {
  const keys = await crypto.subtle.generateKey(ALGORITHM, true, ["sign", "verify"]);
  const subject = `CN=${name}, OU=Platform Security, O=Example Holding International, C=DE`.replace(
    name,
    name.replace(/,/g, "\\,"),
  );
  const hosts = NAMES.map((host) => ({ type: "dns" as const, value: `${host}.production.example.test` }));
  const certificate = await x509.X509CertificateGenerator.create({
    serialNumber: `${by === undefined ? "01" : "02"}${authority ? "a1" : "b1"}`,
    subject,
    issuer: by?.certificate.subject ?? subject,
    notBefore: new Date(Date.now() - DAY),
    notAfter: new Date(Date.now() + 30 * DAY),
    publicKey: keys.publicKey,
    signingKey: by?.keys.privateKey ?? keys.privateKey,
    signingAlgorithm: ALGORITHM,
    extensions: authority
      ? [
          new x509.BasicConstraintsExtension(true, undefined, true),
          new x509.KeyUsagesExtension(x509.KeyUsageFlags.keyCertSign, true),
        ]
      : [new x509.SubjectAlternativeNameExtension([{ type: "dns", value: "localhost" }, ...hosts])],
  });
  return { certificate, keys };
}
