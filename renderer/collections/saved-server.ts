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
export function serverForFile({ security, connection }: ServerAddress): FileServer {
  const { clientKeyPassphrase = "", ...open } = security;
  const keepsPassphrase = clientKeyPassphrase !== "" && isVariable(clientKeyPassphrase);
  const shownSecurity = keepsPassphrase ? security : open;
  const url = connection?.proxy?.kind === "url" ? connection.proxy.url : undefined;
  const parts = splitProxy(url ?? "");
  const dropsPassword = parts.password !== "" && !isVariable(parts.password);
  const shownConnection: ConnectionSettings | undefined =
    dropsPassword && connection !== undefined
      ? { ...connection, proxy: { kind: "url", url: joinProxy({ ...parts, password: "" }) } }
      : connection;
  return {
    ...(isPlainSecurity(shownSecurity) ? {} : { security: shownSecurity }),
    ...(shownConnection === undefined || Object.keys(shownConnection).length === 0
      ? {}
      : { connection: shownConnection }),
    leftOut: (clientKeyPassphrase !== "" && !keepsPassphrase ? 1 : 0) + (dropsPassword ? 1 : 0),
  };
}

function isVariable(text: string): boolean {
  return /^\s*\{\{[^{}]+\}\}\s*$/.test(text);
}
