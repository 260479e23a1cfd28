/** A server's address without the secrets in it, for what is written to disk. */
import type { ConnectionSettings, ProxyChoice } from "../../contract/call-options.ts";
import type { ServerAddress } from "../../contract/params.ts";

/** The address without the passphrases of its keys, and without the user and password of its proxy. */
export function withoutAddressSecrets(address: ServerAddress): ServerAddress {
  const { clientKeyPassphrase: _, ...security } = address.security;
  const { connection } = address;
  return { ...address, security, ...(connection && { connection: withoutProxySecrets(connection) }) };
}

function withoutProxySecrets({ proxy, proxyTls, ...rest }: ConnectionSettings): ConnectionSettings {
  const { clientKeyPassphrase: _, ...openTls } = proxyTls ?? {};
  return {
    ...rest,
    ...(proxy && { proxy: withoutUser(proxy) }),
    ...(proxyTls && { proxyTls: openTls }),
  };
}

function withoutUser(proxy: ProxyChoice): ProxyChoice {
  if (proxy.kind !== "url") return proxy;
  return { kind: "url", url: proxy.url.replace(/^([^/]*\/\/)?[^/]*@/, "$1") };
}
