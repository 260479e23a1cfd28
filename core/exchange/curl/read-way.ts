/** How a curl line gets to its server: a proxy, TLS with that, and the time to connect. */

import type { ConnectionSettings, ProxyChoice, ProxyTls } from "../../contract/call-options.ts";
import { encodePart } from "../../contract/encode-part.ts";
import type { Flags } from "../portable.ts";

/** The options of a proxy that say which kind it is, with the scheme that says the same. */
const schemes = {
  "socks5-hostname": "socks5h",
  socks5: "socks5",
  socks4a: "socks4a",
  socks4: "socks4",
} as const;
const socksOptions = ["socks5-hostname", "socks5", "socks4a", "socks4"] as const;

/** The settings of the connection; undefined where the line has none. */
export function readWay(flags: Flags): ConnectionSettings | undefined {
  const proxy = proxyOf(flags);
  const tls = proxy?.kind === "url" && /^https:/i.test(proxy.url) ? proxyTlsOf(flags) : {};
  const seconds = Number(flags.last("connect-timeout"));
  const settings: ConnectionSettings = {
    ...(proxy === undefined ? {} : { proxy }),
    ...(Object.keys(tls).length === 0 ? {} : { proxyTls: tls }),
    ...(seconds > 0 ? { connectTimeout: seconds * 1000 } : {}),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}

function proxyOf(flags: Flags): ProxyChoice | undefined {
  // An empty proxy is how curl is told to leave the environment's out.
  if (flags.last("noproxy") === "*" || flags.last("x", "proxy") === "") return { kind: "none" };
  const kind = socksOptions.find((option) => flags.last(option) !== undefined);
  const address = kind === undefined ? flags.last("x", "proxy") : flags.last(kind);
  if (address === undefined) return undefined;
  const scheme = kind === undefined ? "http" : schemes[kind];
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(address) ? address : `${scheme}://${address}`;
  return { kind: "url", url: withUser(withPort(whole), flags.last("U", "proxy-user")) };
}

/** A proxy without a port is asked at 1080 by curl, but for one of HTTPS. */
function withPort(url: string): string {
  return /^https:|:\d+\/?$|\{\{/i.test(url) ? url : url.replace(/\/?$/, ":1080");
}

function withUser(url: string, user: string | undefined): string {
  if (user === undefined || user === "") return url;
  const colon = user.indexOf(":");
  const parts = colon < 0 ? [user] : [user.slice(0, colon), user.slice(colon + 1)];
  return url.replace("://", `://${parts.map(encodePart).join(":")}@`);
}

function proxyTlsOf(flags: Flags): ProxyTls {
  const authority = flags.last("proxy-cacert");
  const { certificate, key, passphrase } = certificateOf(flags, {
    certificate: ["proxy-cert"],
    key: "proxy-key",
    passphrase: "proxy-pass",
  });
  return {
    ...(authority === undefined ? {} : { certificateAuthorityFile: authority }),
    ...(certificate === undefined ? {} : { clientCertificateFile: certificate }),
    ...(key === undefined ? {} : { clientKeyFile: key }),
    ...(passphrase === undefined ? {} : { clientKeyPassphrase: passphrase }),
    ...(flags.isOn("proxy-insecure") ? { insecureSkipVerify: true } : {}),
  };
}

/** A client's certificate as a curl line gives it. */
interface GivenCertificate {
  readonly certificate: string | undefined;
  readonly key: string | undefined;
  readonly passphrase: string | undefined;
}

/** `--cert FILE[:PASSPHRASE]`, in which a backslash stands before a colon of the name; without a key it holds that, too. */
export function certificateOf(
  flags: Flags,
  names: { readonly certificate: readonly string[]; readonly key: string; readonly passphrase: string },
): GivenCertificate {
  const given = flags.last(...names.certificate) ?? "";
  const [, file = "", behind] =
    /^((?:[A-Za-z]:(?=[\\/]))?(?:\\[\\:]|[^:])*)(?::([\s\S]*))?$/.exec(given) ?? [];
  const certificate = file === "" ? undefined : file.replace(/\\([\\:])/g, "$1");
  return {
    certificate,
    key: flags.last(names.key) ?? certificate,
    passphrase: flags.last(names.passphrase) ?? behind,
  };
}
