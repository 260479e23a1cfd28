/** What tells one way to a server from another. */
import { statSync } from "node:fs";
import type { ServerAddress } from "../../../contract/params.ts";

/** A certificate that was replaced on disk must be read again, so the files' times are part of the key. */
export function serverKey({ target, security, connection }: ServerAddress): string {
  const files = [
    security.certificateAuthorityFile,
    security.clientCertificateFile,
    security.clientKeyFile,
    security.clientBundleFile,
    connection?.proxyTls?.certificateAuthorityFile,
    connection?.proxyTls?.clientCertificateFile,
    connection?.proxyTls?.clientKeyFile,
  ];
  return JSON.stringify([
    target,
    security.mode,
    security.serverName ?? null,
    security.insecureSkipVerify === true,
    security.clientKeyPassphrase ?? null,
    connection ?? null,
    files.map((file) => (file === undefined ? null : [file, modifiedAt(file)])),
  ]);
}

function modifiedAt(file: string): number | undefined {
  return statSync(file, { throwIfNoEntry: false })?.mtimeMs;
}
