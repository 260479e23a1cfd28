/** Options for the connection and the manner of a call: proxies, keepalive, compression, bounds, retries. */
import {
  type CallOptions,
  type Compression,
  CompressionSchema,
  type ConnectionSettings,
} from "../core/contract/call-options.ts";
import type { Arguments, OptionTable } from "./arguments.ts";
import { parseDuration } from "./duration.ts";
import { parseSize } from "./size.ts";
import { usageError } from "./usage-error.ts";

/** How a server is connected to, on reflection too. */
export const connectionOptions: OptionTable = {
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
  "proxy-insecure": { type: "boolean", text: "Accept any certificate of an https:// proxy. For tests only." },
  authority: {
    type: "string",
    value: "NAME",
    text: "What :authority or Host says, in place of the address.",
  },
  "user-agent": { type: "string", value: "NAME/VERSION", text: "What stands first in user-agent." },
  "connect-timeout": {
    type: "string",
    value: "TIME",
    text: "Longest time until a connection stands; 20s unless told.",
  },
  "keepalive-time": {
    type: "string",
    value: "TIME",
    text: "Time between two pings while a call runs; none unless told.",
  },
  "keepalive-timeout": {
    type: "string",
    value: "TIME",
    text: "Time until an unanswered ping ends the connection; 20s.",
  },
  "keepalive-idle": { type: "boolean", text: "Ping while no call runs, too." },
};

/** How one call behaves. */
export const mannerOptions: OptionTable = {
  compress: { type: "string", value: "gzip|deflate", text: "Compress the messages that are sent." },
  "accept-compression": {
    type: "string",
    value: "LIST",
    text: "What the answer may be compressed with, such as gzip,deflate or identity; all unless told.",
  },
  "max-send-size": { type: "string", value: "SIZE", text: "Refuse to send a larger message: 4MB, 64KiB." },
  "max-receive-size": {
    type: "string",
    value: "SIZE",
    text: "Refuse to receive a larger message; 64MiB unless told.",
  },
  "wait-for-ready": { type: "boolean", text: "Wait for a server that is not up yet, until --max-time." },
  retry: {
    type: "string",
    value: "N",
    text: "Try up to N times while the answer is UNAVAILABLE; once unless told.",
  },
};

/** The settings of the connection; undefined when none is given. */
export function readConnection(given: Arguments): ConnectionSettings | undefined {
  const keepalive = readKeepalive(given);
  const authority = given.text("authority");
  const userAgent = given.text("user-agent");
  const connectTimeout = readTime(given, "connect-timeout");
  const proxy = readProxy(given);
  const proxyTls = readProxyTls(given, proxy);
  const settings: ConnectionSettings = {
    ...(authority === undefined ? {} : { authority }),
    ...(userAgent === undefined ? {} : { userAgent }),
    ...(connectTimeout === undefined ? {} : { connectTimeout }),
    ...(keepalive === undefined ? {} : { keepalive }),
    ...(proxy === undefined ? {} : { proxy }),
    ...(proxyTls === undefined ? {} : { proxyTls }),
  };
  return Object.keys(settings).length === 0 ? undefined : settings;
}

function readProxy(given: Arguments): ConnectionSettings["proxy"] {
  const url = given.text("proxy");
  if (!given.flag("no-proxy")) return url === undefined ? undefined : { kind: "url", url };
  if (url === undefined) return { kind: "none" };
  throw usageError("--proxy and --no-proxy exclude each other.", "Leave one of them out.");
}

function readProxyTls(
  given: Arguments,
  proxy: ConnectionSettings["proxy"],
): ConnectionSettings["proxyTls"] | undefined {
  const authority = given.text("proxy-cacert");
  const isInsecure = given.flag("proxy-insecure");
  if (authority === undefined && !isInsecure) return undefined;
  const isIdle =
    proxy?.kind === "none" || (proxy?.kind === "url" && !/^(?:https:|\{\{)/i.test(proxy.url.trim()));
  if (isIdle) {
    const option = authority === undefined ? "--proxy-insecure" : "--proxy-cacert";
    throw usageError(
      `${option} is for an https:// proxy, and ${proxy.kind === "none" ? "there is none" : "this one is spoken to without TLS"}.`,
      "Name the proxy as https://host:port, or leave the option out.",
    );
  }
  return {
    ...(authority === undefined ? {} : { certificateAuthorityFile: authority }),
    ...(isInsecure ? { insecureSkipVerify: true } : {}),
  };
}

function readKeepalive(given: Arguments): ConnectionSettings["keepalive"] {
  const interval = readTime(given, "keepalive-time");
  const timeout = readTime(given, "keepalive-timeout");
  const withoutCalls = given.flag("keepalive-idle");
  if (interval === undefined) {
    if (timeout === undefined && !withoutCalls) return undefined;
    throw usageError("Keepalive has no time between two pings.", "Add --keepalive-time, such as 30s.");
  }
  return {
    interval,
    ...(timeout === undefined ? {} : { timeout }),
    ...(withoutCalls ? { withoutCalls } : {}),
  };
}

/** The options of a call; undefined when none is given. */
export function readManner(given: Arguments): CallOptions | undefined {
  const compression = given.text("compress");
  const accepted = given.text("accept-compression");
  const maximumSentByteLength = readSize(given, "max-send-size");
  const maximumReceivedByteLength = readSize(given, "max-receive-size");
  const attempts = readAttempts(given);
  const options: CallOptions = {
    ...(compression === undefined ? {} : { compression: compressionOf(compression, "compress") }),
    ...(accepted === undefined
      ? {}
      : {
          acceptedCompressions: accepted
            .split(",")
            .map((one) => compressionOf(one.trim(), "accept-compression")),
        }),
    ...(maximumSentByteLength === undefined ? {} : { maximumSentByteLength }),
    ...(maximumReceivedByteLength === undefined ? {} : { maximumReceivedByteLength }),
    ...(given.flag("wait-for-ready") ? { waitForReady: true } : {}),
    ...(attempts === undefined ? {} : { retries: { maximumAttempts: attempts } }),
  };
  return Object.keys(options).length === 0 ? undefined : options;
}

function compressionOf(text: string, option: string): Compression {
  const known = CompressionSchema.options.find((name) => name === text);
  if (known !== undefined) return known;
  throw usageError(
    `--${option} does not know "${text}".`,
    `Known are ${CompressionSchema.options.join(", ")}.`,
  );
}

function readAttempts(given: Arguments): number | undefined {
  const text = given.text("retry");
  if (text === undefined) return undefined;
  if (/^(?:[2-9]|10)$/.test(text)) return Number(text);
  throw usageError(`--retry does not understand "${text}".`, "Write how often to try in all: 2 to 10.");
}

function readTime(given: Arguments, option: string): number | undefined {
  const text = given.text(option);
  if (text === undefined) return undefined;
  const time = parseDuration(text);
  if (time !== undefined) return time;
  throw usageError(
    `--${option} does not understand "${text}".`,
    "Write a time above zero, such as 30s or 500ms.",
  );
}

function readSize(given: Arguments, option: string): number | undefined {
  const text = given.text(option);
  if (text === undefined) return undefined;
  const size = parseSize(text);
  if (size !== undefined) return size;
  throw usageError(`--${option} does not understand "${text}".`, "Write a size such as 4MB, 64MiB or 4096.");
}
