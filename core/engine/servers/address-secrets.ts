/** A server's address without the secrets in it, for what is written to disk. */
import type { ServerAddress } from "../../contract/params.ts";

/** The address without the passphrase of its key, and without the user and password of its proxy. */
export function withoutAddressSecrets(address: ServerAddress): ServerAddress {
  const { clientKeyPassphrase: _, ...security } = address.security;
  const { connection } = address;
  if (connection?.proxy?.kind !== "url") return { ...address, security };
  const url = connection.proxy.url.replace(/^([^/]*\/\/)?[^/]*@/, "$1");
  return { ...address, security, connection: { ...connection, proxy: { kind: "url", url } } };
}
