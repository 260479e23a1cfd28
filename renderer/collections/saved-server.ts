/** How a server is reached as a file may hold it: a passphrase or a password that was typed stays out, a variable goes in. Pure. */
import type { ConnectionSettings } from "../../core/contract/call-options.ts";
import type { ServerAddress, TransportSecurity } from "../../core/contract/params.ts";
import { isPlainSecurity } from "../../core/contract/plain-security.ts";
import { joinProxy, splitProxy } from "../connection/proxy-address.ts";

/** What goes into the file, and how many secrets stay out of it. */
export interface FileServer {
  /** Absent where it is as usual. */
  readonly security?: TransportSecurity;
  readonly connection?: ConnectionSettings;
  readonly leftOut: number;
}

/** Transport and connection without the secrets that are not one variable. */
export function serverForFile({ security, connection = {} }: ServerAddress): FileServer {
  const transport = withoutPassphrase(security);
  const tls = withoutPassphrase(connection.proxyTls ?? {});
  const proxy = withoutPassword(connection.proxy);
  const shown: ConnectionSettings = {
    ...connection,
    ...(proxy.value && { proxy: proxy.value }),
    ...(connection.proxyTls && { proxyTls: tls.value }),
  };
  return {
    ...(isPlainSecurity(transport.value) ? {} : { security: transport.value }),
    ...(Object.keys(shown).length === 0 ? {} : { connection: shown }),
    leftOut: transport.leftOut + tls.leftOut + proxy.leftOut,
  };
}

/** A value that may go into a file, and how many secrets it went without. */
interface Shown<Value> {
  readonly value: Value;
  readonly leftOut: 0 | 1;
}

function withoutPassphrase<Settings extends { readonly clientKeyPassphrase?: string | undefined }>(
  settings: Settings,
): Shown<Settings> {
  const { clientKeyPassphrase = "", ...open } = settings;
  if (clientKeyPassphrase === "" || isVariable(clientKeyPassphrase)) return { value: settings, leftOut: 0 };
  return { value: open as Settings, leftOut: 1 };
}

function withoutPassword(proxy: ConnectionSettings["proxy"]): Shown<ConnectionSettings["proxy"]> {
  const parts = splitProxy(proxy?.kind === "url" ? proxy.url : "");
  if (parts.password === "" || isVariable(parts.password)) return { value: proxy, leftOut: 0 };
  return { value: { kind: "url", url: joinProxy({ ...parts, password: "" }) }, leftOut: 1 };
}

function isVariable(text: string): boolean {
  return /^\s*\{\{[^{}]+\}\}\s*$/.test(text);
}
