/** Options for the proxy on the way to a server, and for TLS with it. */
import type { ConnectionSettings } from "../core/contract/call-options.ts";
import type { Arguments, OptionTable } from "./arguments.ts";
import { secretOf } from "./secret.ts";
import { usageError } from "./usage-error.ts";

/** Which proxy, and what TLS with it is set up with: the options of the server's TLS do not hold for it. */
export const proxyOptions: OptionTable = {
  proxy: {
    type: "string",
    value: "URL",
    text: "Proxy to go through: http://, https://, socks5://, socks5h://, socks4a://. The environment's is used unless told.",
  },
  "no-proxy": { type: "boolean", text: "Connect directly, whatever the environment says." },
  "proxy-cacert": {
    type: "string",
    value: "FILE",
    text: "PEM file of the authorities to trust for an https:// proxy, in place of the system's; --cacert is for the server.",
  },
  "proxy-cert": {
    type: "string",
    value: "FILE",
    text: "PEM file of the client certificate for an https:// proxy; --cert is for the server.",
  },
  "proxy-key": { type: "string", value: "FILE", text: "PEM file of the key of --proxy-cert." },
  "proxy-passphrase": {
    type: "string",
    value: "@FILE|env:NAME",
    text: "What opens an encrypted key of --proxy-cert.",
  },
  "proxy-insecure": { type: "boolean", text: "Accept any certificate of an https:// proxy. For tests only." },
};

/** What TLS with the proxy itself is set up with. */
const proxyTlsOptions = [
  "proxy-cacert",
  "proxy-cert",
  "proxy-key",
  "proxy-passphrase",
  "proxy-insecure",
] as const;

/** The way that was named; undefined leaves it to the environment. Throws `usage` for two ways at once. */
export function readProxy(given: Arguments): ConnectionSettings["proxy"] {
  const url = given.text("proxy");
  if (!given.flag("no-proxy")) return url === undefined ? undefined : { kind: "url", url };
  if (url === undefined) return { kind: "none" };
  throw usageError("--proxy and --no-proxy exclude each other.", "Leave one of them out.");
}

/** Throws `usage` for options of TLS where the proxy is spoken to without, and for half a certificate. */
export function readProxyTls(
  given: Arguments,
  proxy: ConnectionSettings["proxy"],
): ConnectionSettings["proxyTls"] | undefined {
  const option = proxyTlsOptions.find((name) => given.text(name) !== undefined || given.flag(name));
  if (option === undefined) return undefined;
  const isIdle =
    proxy?.kind === "none" || (proxy?.kind === "url" && !/^(?:https:|\{\{)/i.test(proxy.url.trim()));
  if (isIdle) {
    throw usageError(
      `--${option} is for an https:// proxy, and ${proxy.kind === "none" ? "there is none" : "this one is spoken to without TLS"}.`,
      "Name the proxy as https://host:port, or leave the option out.",
    );
  }
  const authority = given.text("proxy-cacert");
  const certificate = given.text("proxy-cert");
  const key = given.text("proxy-key");
  if ((certificate === undefined) !== (key === undefined)) {
    throw usageError("--proxy-cert and --proxy-key belong together.", "Give both, each with a PEM file.");
  }
  const hasPassphrase = given.text("proxy-passphrase") !== undefined;
  if (hasPassphrase && key === undefined) {
    throw usageError("--proxy-passphrase has no key to open.", "Add --proxy-cert and --proxy-key.");
  }
  return {
    ...(authority === undefined ? {} : { certificateAuthorityFile: authority }),
    ...(certificate === undefined ? {} : { clientCertificateFile: certificate }),
    ...(key === undefined ? {} : { clientKeyFile: key }),
    ...(hasPassphrase ? { clientKeyPassphrase: secretOf(given, "proxy-passphrase") } : {}),
    ...(given.flag("proxy-insecure") ? { insecureSkipVerify: true } : {}),
  };
}
