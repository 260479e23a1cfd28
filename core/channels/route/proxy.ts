/** Which proxy, if any, stands between here and a server: the one that was named, or the environment's. */
import { BlockList, isIP } from "node:net";
import type { ProxyChoice } from "../../contract/call-options.ts";
import { ByteglassError } from "../../error.ts";
import { isLoopback, type Target } from "../target.ts";

/** The protocols a proxy is spoken to with; the `h` and the `a` leave the lookup of the server's name to the proxy. */
export type ProxyKind = "http" | "https" | "socks5" | "socks5h" | "socks4" | "socks4a";

/** One proxy. */
export interface ProxyServer {
  readonly kind: ProxyKind;
  /** A name or an IP address, IPv6 without brackets. */
  readonly host: string;
  readonly port: number;
  readonly username?: string;
  readonly password?: string;
  /** `http://proxy:3128`, without user and password, and the variable that named it, if one did. */
  readonly label: string;
}

type Environment = Readonly<Record<string, string | undefined>>;

const PORTS: Readonly<Record<ProxyKind, number>> = {
  http: 80,
  https: 443,
  socks5: 1080,
  socks5h: 1080,
  socks4: 1080,
  socks4a: 1080,
};
const HINT = "Write http://host:port, https://host:port, socks5://host:port, socks5h://… or socks4a://….";

/**
 * The proxy for a target; undefined when it is connected to directly, as loopback and unix sockets always are unless a
 * proxy is named. Throws a `ByteglassError` (`usage`) for a proxy that cannot be read and for one before a unix socket.
 */
export function chooseProxy(
  target: Target,
  choice: ProxyChoice = { kind: "environment" },
  environment: Environment = process.env,
): ProxyServer | undefined {
  switch (choice.kind) {
    case "none":
      return undefined;
    case "environment":
      return proxyOfEnvironment(target, environment);
    case "url":
      if (target.socketPath !== undefined) {
        throw new ByteglassError("usage", `A proxy cannot reach the unix socket ${target.socketPath}.`, {
          hint: "Leave the proxy out: a unix socket is on this machine.",
          steps: [{ kind: "set-proxy" }],
        });
      }
      return readProxy(choice.url, "");
  }
}

function proxyOfEnvironment(target: Target, environment: Environment): ProxyServer | undefined {
  if (target.socketPath !== undefined || isLoopback(target.host)) return undefined;
  const excluded = variableOf(environment, ["no_grpc_proxy", "no_proxy"])?.value ?? "";
  if (isExcluded(target, excluded)) return undefined;
  const found = variableOf(environment, [
    "grpc_proxy",
    target.tls ? "https_proxy" : "http_proxy",
    "all_proxy",
  ]);
  return found === undefined ? undefined : readProxy(found.value, found.name);
}

/** The first variable that is set, in lower case or else in upper case. */
function variableOf(
  environment: Environment,
  names: readonly string[],
): { readonly name: string; readonly value: string } | undefined {
  for (const name of names.flatMap((one) => [one, one.toUpperCase()])) {
    const value = environment[name]?.trim() ?? "";
    if (value !== "") return { name, value };
  }
  return undefined;
}

function readProxy(text: string, variable: string): ProxyServer {
  const source = variable === "" ? "" : ` in ${variable}`;
  if (/^(?:[a-z0-9+.-]*:\/\/)?$/i.test(text.trim())) {
    throw new ByteglassError("usage", `The address of the proxy${source} is empty.`, {
      hint: HINT,
      steps: [{ kind: "set-proxy" }],
    });
  }
  const whole = /^[a-z][a-z0-9+.-]*:\/\//i.test(text) ? text : `http://${text}`;
  const scheme = whole.slice(0, whole.indexOf(":")).toLowerCase();
  const kind = scheme === "socks" ? "socks5h" : scheme;
  if (!isProxyKind(kind)) {
    throw new ByteglassError("usage", `The proxy${source} has the scheme ${scheme}://, which is not known.`, {
      hint: HINT,
      steps: [{ kind: "set-proxy" }],
    });
  }
  // A URL of a scheme that the web does not know has no host of its own.
  const address = `http://${whole.slice(scheme.length + 3)}`;
  if (!URL.canParse(address)) {
    throw new ByteglassError("usage", `The proxy${source} cannot be read as an address.`, {
      hint: HINT,
      steps: [{ kind: "set-proxy" }],
    });
  }
  const { hostname, port, username, password } = new URL(address);
  const host = hostname.replace(/^\[|\]$/g, "");
  // `URL` leaves port 80 out, which is the default of its scheme and not of ours.
  const written = /:80(?:$|[/?#])/.test(address) ? "80" : port;
  const number = written === "" ? PORTS[kind] : Number(written);
  return {
    kind,
    host,
    port: number,
    ...(username === "" ? {} : { username: decodeURIComponent(username) }),
    ...(password === "" ? {} : { password: decodeURIComponent(password) }),
    label: `${kind}://${hostname}:${number}${variable === "" ? "" : ` (${variable})`}`,
  };
}

function isProxyKind(kind: string): kind is ProxyKind {
  return Object.hasOwn(PORTS, kind);
}

/** True when `no_proxy` names the target: `*`, a host with everything below it, `host:port`, an address or a range of them. */
function isExcluded({ host, port }: Target, list: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  return list
    .toLowerCase()
    .split(/[\s,]+/)
    .filter((entry) => entry !== "")
    .some((entry) => {
      if (entry === "*") return true;
      if (isIP(name) !== 0) return isAddressIn(name, entry, port);
      const [domain = "", only] = entry.split(":");
      if (only !== undefined && Number(only) !== port) return false;
      const bare = domain.replace(/^\*?\./, "");
      return name === bare || name.endsWith(`.${bare}`);
    });
}

function isAddressIn(address: string, entry: string, port: number): boolean {
  const family = isIP(address) === 6 ? "ipv6" : "ipv4";
  const [, base = "", prefix] = /^([^/]*)\/(\d+)$/.exec(entry) ?? [];
  if (prefix === undefined) {
    return entry === address || entry === `${address}:${port}` || entry === `[${address}]:${port}`;
  }
  if (isIP(base) !== isIP(address) || Number(prefix) > (family === "ipv6" ? 128 : 32)) return false;
  const range = new BlockList();
  range.addSubnet(base, Number(prefix), family);
  return range.check(address, family);
}
