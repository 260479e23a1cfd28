/** How a request gets to its server, as options of a curl line. */
import type { PortableRequest } from "../../contract/exchange.ts";
import { securityFlags } from "../security-flags.ts";
import { isPlaintext } from "../target-parts.ts";

const proxyFlagNames = {
  authority: "--proxy-cacert",
  certificate: "--proxy-cert",
  key: "--proxy-key",
  insecure: "--proxy-insecure",
};

/** A line for each setting that curl has an option for. Secrets are not among them: what is copied is passed on. */
export function wayFlags(request: PortableRequest): readonly (readonly string[])[] {
  const { proxy, proxyTls = {}, connectTimeout, authority, userAgent } = request.connection ?? {};
  // Of plaintext curl asks an HTTP proxy for the page, where we ask for a connection.
  const isTunnel = proxy?.kind === "url" && /^https?:/i.test(proxy.url) && isPlaintext(request);
  return [
    ...(proxy?.kind === "none" ? [["--noproxy", "*"]] : []),
    ...(proxy?.kind === "url" ? [["--proxy", withoutUser(proxy.url)]] : []),
    ...(isTunnel ? [["--proxytunnel"]] : []),
    ...(proxy?.kind === "url" && /^https:/i.test(proxy.url)
      ? securityFlags({ mode: "tls", ...proxyTls }, proxyFlagNames)
      : []),
    ...(connectTimeout === undefined ? [] : [["--connect-timeout", String(connectTimeout / 1000)]]),
    ...(userAgent === undefined ? [] : [["--user-agent", userAgent]]),
    ...(authority === undefined ? [] : [["-H", `Host: ${authority}`]]),
  ];
}

function withoutUser(url: string): string {
  return url.replace(/^([^/?#]*\/\/)[^/?#]*@/, "$1");
}
