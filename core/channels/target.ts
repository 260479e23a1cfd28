/** The text a person names a server with → where to connect and how. */
import { isIPv4, isIPv6, type Socket } from "node:net";
import { domainToASCII } from "node:url";
import type { ServerAddress } from "../contract/params.ts";
import { ByteglassError } from "../error.ts";
import type { Finding, Result } from "../finding.ts";

/** Where a server is. Either `socketPath` is set, or `host` and `port` are what to connect to. */
export interface Target {
  /** The address as it was written, without the spaces around it. */
  readonly text: string;
  /** A name or an IP address, IPv6 without brackets; `localhost` for a unix socket. */
  readonly host: string;
  readonly port: number;
  readonly socketPath?: string;
  readonly tls: boolean;
  /** `/base` of an address that has a path, without a slash at its end; else empty. */
  readonly basePath: string;
  /** What `:authority` or `Host` carries: the port is left out where it is the scheme's own. */
  readonly authority: string;
  /** `host:port` or `unix:path`, for messages. */
  readonly label: string;
}

const EXPECTED =
  "Write host:port (localhost:50051), an http:// or https:// address, or unix:path for a unix socket.";
const HOST_SCHEMES = new Map<string, { readonly tls?: boolean; readonly path: boolean }>([
  ["http", { tls: false, path: true }],
  ["https", { tls: true, path: true }],
  ["grpc", { path: false }],
  ["grpcs", { tls: true, path: false }],
  ["dns", { path: false }],
]);

/** Outcome of one step: a value, or the sentence and hint of the finding that refuses the target. */
type Step<T> = { readonly value: T } | { readonly refused: string; readonly hint?: string };

/**
 * Reads a target: `host:port`, a bare host (port 443 with TLS, 80 without), `[::1]:50051`, `http(s)://host[:port][/base]`,
 * `unix:path`, `unix:///path`, `dns:///host:port`. Loopback and unix sockets are plaintext and anything else is TLS,
 * unless the scheme or `security.mode` decides. A scheme and a mode that contradict each other are refused.
 */
export function parseTarget(address: ServerAddress): Result<Target> {
  const text = address.target.trim();
  const parsed = readTarget(text, address.security.mode);
  if ("value" in parsed) return { ok: true, value: parsed.value, findings: [] };
  const finding: Finding = {
    code: "bad-target",
    severity: "error",
    message: parsed.refused,
    hint: parsed.hint ?? EXPECTED,
  };
  return { ok: false, findings: [finding] };
}

/** As `parseTarget`; throws a `ByteglassError` (`bad-target`) where that refuses. */
export function requireTarget(address: ServerAddress): Target {
  const parsed = parseTarget(address);
  if (parsed.ok) return parsed.value;
  const [finding] = parsed.findings;
  throw new ByteglassError("bad-target", finding?.message ?? "The target cannot be read.", {
    hint: finding?.hint ?? EXPECTED,
    findings: parsed.findings,
  });
}

/** The address that answered, `127.0.0.1:50051`; the target's own label where a socket has none. */
export function remoteAddressOf(socket: Socket, target: Target): string {
  const { remoteAddress, remotePort } = socket;
  if (remoteAddress === undefined || remotePort === undefined) return target.label;
  return `${remoteAddress.includes(":") ? `[${remoteAddress}]` : remoteAddress}:${remotePort}`;
}

/** True for `localhost`, names under it, 127.0.0.0/8, ::1 and the unspecified address, which all stay on this machine. */
export function isLoopback(host: string): boolean {
  const name = host.toLowerCase().replace(/\.$/, "");
  if (name === "localhost" || name.endsWith(".localhost")) return true;
  if (isIPv4(name)) return name.startsWith("127.") || name === "0.0.0.0";
  const url = `http://[${name}]/`;
  if (!isIPv6(name) || !URL.canParse(url)) return false;
  const canonical = new URL(url).hostname;
  return canonical === "[::1]" || canonical === "[::]" || canonical.startsWith("[::ffff:7f");
}

type Mode = ServerAddress["security"]["mode"];

function readTarget(text: string, mode: Mode): Step<Target> {
  if (text === "") return { refused: "The target is empty: expected the address of a server." };
  if (/\s/.test(text)) return { refused: `The target “${text}” has a space in it.` };
  const scheme = /^([a-z][a-z0-9+.-]*):(?=\/\/|[^0-9]|$)/i.exec(text)?.[1]?.toLowerCase();
  if (scheme === "unix") return readUnixTarget(text, mode);
  if (scheme === undefined || (!text.includes("://") && !HOST_SCHEMES.has(scheme))) {
    return readHostTarget(text, text, mode, { path: false });
  }
  const rules = HOST_SCHEMES.get(scheme);
  if (rules === undefined) {
    return {
      refused: `The target “${text}” has the scheme ${scheme}://, which is not known.`,
      hint: "Known are http://, https://, grpc://, grpcs://, dns:/// and unix:; or leave the scheme out and write host:port.",
    };
  }
  if (rules.tls !== undefined && mode !== "auto" && rules.tls !== (mode === "tls")) {
    return {
      refused: `The target “${text}” asks for ${rules.tls ? "TLS" : "plaintext"} by its scheme, but ${mode === "tls" ? "TLS" : "plaintext"} was chosen.`,
      hint: "Leave the scheme out, or let the scheme decide.",
    };
  }
  const rest = text.slice(scheme.length + 1).replace(scheme === "dns" ? /^\/\/\/?/ : /^\/\//, "");
  return readHostTarget(text, rest, mode, rules);
}

function readUnixTarget(text: string, mode: Mode): Step<Target> {
  const rest = text.slice("unix:".length);
  const socketPath = rest.startsWith("///") ? rest.slice(2) : rest;
  if (socketPath === "") return { refused: "The target “unix:” names no socket file." };
  if (socketPath.startsWith("//")) {
    return {
      refused: `The target “${text}” has a host where a unix socket has none.`,
      hint: "Write unix:///absolute/path with three slashes, or unix:relative/path.",
    };
  }
  const label = `unix:${socketPath}`;
  const tls = mode === "tls";
  return {
    value: { text, host: "localhost", port: 0, socketPath, tls, basePath: "", authority: "localhost", label },
  };
}

function readHostTarget(
  text: string,
  rest: string,
  mode: Mode,
  rules: { readonly tls?: boolean; readonly path: boolean },
): Step<Target> {
  const slash = rest.search(/[/?#]/);
  const place = slash === -1 ? rest : rest.slice(0, slash);
  const path = readBasePath(text, slash === -1 ? "" : rest.slice(slash), rules.path);
  if ("refused" in path) return path;
  if (place.includes("@")) {
    return {
      refused: `The target has a user name or password before the “@”; these are not taken from an address.`,
      hint: "Leave out what stands before the “@” and send it as metadata: authorization: Basic …",
    };
  }
  const split = splitHostPort(text, place);
  if ("refused" in split) return split;
  const { host, port: written } = split.value;
  const tls = rules.tls ?? (mode === "auto" ? !isLoopback(host) : mode === "tls");
  const standard = tls ? 443 : 80;
  const port = written ?? standard;
  const shown = host.includes(":") ? `[${host}]` : host;
  const authority = port === standard ? shown : `${shown}:${port}`;
  return { value: { text, host, port, tls, basePath: path.value, authority, label: `${shown}:${port}` } };
}

function readBasePath(text: string, path: string, allowed: boolean): Step<string> {
  if (/[?#]/.test(path)) {
    return {
      refused: `The target “${text}” has a query or a fragment, which the address of a server cannot have.`,
    };
  }
  const base = path.replace(/\/+$/, "");
  if (base === "" || allowed) return { value: base };
  return {
    refused: `The target “${text}” has a path after the host: ${base}.`,
    hint: "A method is named apart from the target, as pkg.Service/Method. If the server really has a base path, write http:// or https:// before it.",
  };
}

function splitHostPort(
  text: string,
  place: string,
): Step<{ readonly host: string; readonly port: number | undefined }> {
  if (isIPv6(place)) return { value: { host: place, port: undefined } };
  const bracketed = /^\[([^\]]*)\](?::(.*))?$/.exec(place);
  if (bracketed === null && place.startsWith("[")) {
    return { refused: `The target “${text}” has a bracket that does not close before the port.` };
  }
  const plain = /^([^:]*)(?::([^:]*))?$/.exec(place);
  const match = bracketed ?? plain;
  if (match === null) {
    return {
      refused: `The target “${text}” has more than one colon and is no IPv6 address.`,
      hint: "Write an IPv6 address with a port in brackets: [::1]:50051.",
    };
  }
  const host = bracketed === null ? readHostName(text, match[1] ?? "") : readIPv6(text, match[1] ?? "");
  if ("refused" in host) return host;
  const port = readPort(text, match[2]);
  if ("refused" in port) return port;
  return { value: { host: host.value, port: port.value } };
}

function readIPv6(text: string, host: string): Step<string> {
  if (isIPv6(host)) return { value: host };
  return { refused: `The target “${text}” has “${host}” in brackets, which is no IPv6 address.` };
}

function readHostName(text: string, host: string): Step<string> {
  if (host === "") {
    return { refused: `The target “${text}” has no host.`, hint: "Write localhost before the port." };
  }
  const name = /^[\w.-]+$/.test(host) ? host : domainToASCII(host);
  if (name !== "" && /^[\w.-]+$/.test(name)) return { value: name };
  return { refused: `The target “${text}” has a host that is no name and no IP address: “${host}”.` };
}

function readPort(text: string, port: string | undefined): Step<number | undefined> {
  if (port === undefined) return { value: undefined };
  const number = /^\d{1,5}$/.test(port) ? Number(port) : 0;
  if (number >= 1 && number <= 65_535) return { value: number };
  return {
    refused: `The target “${text}” has the port “${port}”: expected a number from 1 to 65535.`,
  };
}
