/** How a call and its connection behave beyond address, message and deadline. Everything is optional and off unless told. */
import * as v from "valibot";
import { Identifier, Path } from "./shapes.ts";

/** ms. */
const Duration = v.pipe(v.number(), v.minValue(0), v.maxValue(24 * 60 * 60 * 1000));
/** Bytes. */
const ByteLength = v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(0xffff_ffff));

/** The compressions a message may have; `identity` is none. */
export const CompressionSchema = v.picklist(["identity", "gzip", "deflate"]);
export type Compression = v.InferOutput<typeof CompressionSchema>;

/** Which way to a server that is not direct. */
const ProxySchema = v.variant("kind", [
  /** Never a proxy, whatever the environment says. */
  v.object({ kind: v.literal("none") }),
  /** What `grpc_proxy`, `https_proxy`, `http_proxy`, `all_proxy` and `no_proxy` name; never for loopback or unix sockets. */
  v.object({ kind: v.literal("environment") }),
  /** `http://`, `https://` (CONNECT), `socks5://`, `socks5h://`, `socks4://`, `socks4a://`, each with `user:password@` at will. */
  v.object({ kind: v.literal("url"), url: v.pipe(v.string(), v.maxLength(4096)) }),
]);
export type ProxyChoice = v.InferOutput<typeof ProxySchema>;

/** TLS with an `https://` proxy itself: apart from the server's, whose authorities and certificates do not count for it. */
const ProxyTlsSchema = v.object({
  /** PEM or DER, in place of the system's authorities. */
  certificateAuthorityFile: v.optional(Path),
  /** PEM: given to the proxy where it asks for one. */
  clientCertificateFile: v.optional(Path),
  clientKeyFile: v.optional(Path),
  /** Opens a key that is encrypted. */
  clientKeyPassphrase: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  /** True skips the check of the proxy's certificate. Always shown while it is on. */
  insecureSkipVerify: v.optional(v.boolean()),
});
export type ProxyTls = v.InferOutput<typeof ProxyTlsSchema>;

/** What holds for a whole connection: part of the address, so that reflection and calls share it. */
export const ConnectionSettingsSchema = v.object({
  /** What `:authority` or `Host` carries in place of the address. */
  authority: v.optional(Identifier),
  /** What stands in `user-agent` before the library's own name. */
  userAgent: v.optional(Identifier),
  /** HTTP/2 PING frames that find out whether the other side is still there. */
  keepalive: v.optional(
    v.object({
      /** ms between two pings. */
      interval: v.pipe(Duration, v.minValue(1)),
      /** ms until an unanswered ping ends the connection; absent means 20 s. */
      timeout: v.optional(v.pipe(Duration, v.minValue(1))),
      /** True pings while no call runs, too. */
      withoutCalls: v.optional(v.boolean()),
    }),
  ),
  /** Absent is the same as `environment`. */
  proxy: v.optional(ProxySchema),
  proxyTls: v.optional(ProxyTlsSchema),
  /** Bound on the time until a connection stands, in ms; absent means 20 s. */
  connectTimeout: v.optional(v.pipe(Duration, v.minValue(1))),
});
export type ConnectionSettings = v.InferOutput<typeof ConnectionSettingsSchema>;

/** Calls that fail before anything was answered, once more. Off unless given. */
const RetryPolicySchema = v.object({
  /** The first attempt included. */
  maximumAttempts: v.pipe(v.number(), v.integer(), v.minValue(2), v.maxValue(10)),
  /** ms before the second attempt, doubled before each later one; absent means 200. */
  initialBackoff: v.optional(Duration),
  /** gRPC codes to try again after; absent means UNAVAILABLE (14) alone. */
  codes: v.optional(v.array(v.pipe(v.number(), v.integer(), v.minValue(1), v.maxValue(16)))),
});
export type RetryPolicy = v.InferOutput<typeof RetryPolicySchema>;

/** What holds for one call. */
export const CallOptionsSchema = v.object({
  /** How messages are compressed on their way out; absent means not at all. */
  compression: v.optional(CompressionSchema),
  /** What the server may compress its answer with; absent means all that are known. */
  acceptedCompressions: v.optional(v.array(CompressionSchema)),
  /** Bound on one message that is sent, in bytes before compression; absent means none. */
  maximumSentByteLength: v.optional(ByteLength),
  /** Bound on one message that is received, in bytes after decompression; absent means 64 MiB. */
  maximumReceivedByteLength: v.optional(ByteLength),
  /** True waits for the server to come up, until the deadline, in place of failing with the first refusal. */
  waitForReady: v.optional(v.boolean()),
  retries: v.optional(RetryPolicySchema),
});
export type CallOptions = v.InferOutput<typeof CallOptionsSchema>;
