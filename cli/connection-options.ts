/** Options for the connection and the manner of a call: keepalive, compression, bounds, retries. */
import {
  type CallOptions,
  type Compression,
  CompressionSchema,
  type ConnectionSettings,
} from "../core/contract/call-options.ts";
import type { Arguments, OptionTable } from "./arguments.ts";
import { parseDuration } from "./duration.ts";
import { proxyOptions, readProxy, readProxyTls } from "./proxy-options.ts";
import { parseSize } from "./size.ts";
import { usageError } from "./usage-error.ts";

/** How a server is connected to, on reflection too. */
export const connectionOptions: OptionTable = {
  ...proxyOptions,
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
