/** A second short look at an address that failed, to find out what speaks there. Never another address, and never past its proxy. */
import { isIP, type Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { ConnectionFailure, codeOfError, reasonOfCode, toConnectionFailure } from "./connection-failure.ts";
import { type FirstBytes, readFirstBytes } from "./first-bytes.ts";
import { dial, type Route, traceOf } from "./route/dial.ts";
import { proxySilence } from "./route/proxy-silence.ts";
import { RouteWatchers } from "./route/watch.ts";
import { type TlsMaterial, tlsConnectOptions } from "./tls-material.ts";

/** Bound on one look, in ms. */
const LOOK_TIMEOUT = 1000;
/** What an HTTP/2 client says first: the preface and an empty SETTINGS frame (RFC 9113, 3.4). */
const HTTP2_PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "latin1");

/** A question of HTTP/1.1 that concerns no path (RFC 9110, 9.3.7). */
const HTTP1_REQUEST = Buffer.from(
  "OPTIONS * HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n",
  "latin1",
);

/** What came of first words in plaintext. */
type PlainAnswer =
  | FirstBytes
  | { readonly kind: "silence" | "closed" | "unreachable"; readonly words: string };
/** What came of a TLS handshake that trusts every certificate. */
type TlsAnswer =
  | { readonly kind: "tls"; readonly protocol: string; readonly refusal: string | undefined }
  | { readonly kind: "no-tls" };
/** What a look found: the reason, and a sentence of what was seen where that says more than the report. */
type Found = { readonly reason: ConnectionFailure["reason"]; readonly words?: string } | undefined;

/** Reports that do not say by themselves what is wrong. A wrong version of TLS may be any server that is no TLS server. */
const VAGUE: ReadonlySet<ConnectionFailure["reason"]> = new Set([
  "unknown",
  "closed",
  "handshake-closed",
  "tls",
  "tls-to-plaintext",
  "timed-out",
]);

/**
 * The failure behind `reported` (an error or its text). Looks again, for at most about two seconds, only where the
 * report alone does not say what is wrong.
 */
export async function explainConnectionFailure(
  route: Route,
  reported: unknown,
  spoken: "h2" | "http/1.1" = "h2",
): Promise<ConnectionFailure> {
  const { label } = route.target;
  const failure = toConnectionFailure(reported, label);
  if (!VAGUE.has(failure.reason)) return failure;
  const silence = failure.reason === "timed-out" ? proxySilence(route) : undefined;
  if (silence !== undefined) return silence;
  const found =
    route.material === undefined
      ? await lookInPlaintext(route, spoken)
      : await lookWithTls(route, route.material, spoken, failure.reason);
  if (found === undefined) return failure;
  return new ConnectionFailure(
    found.reason,
    label,
    failure.code,
    found.words ?? failure.message,
    failure.cause,
  );
}

async function lookInPlaintext(route: Route, spoken: "h2" | "http/1.1"): Promise<Found> {
  const plain = await say(route, HTTP2_PREFACE);
  const { words } = plain;
  switch (plain.kind) {
    case "http1":
      // Some TLS servers answer plaintext in plaintext, to say that it is wrong.
      if (await takesTls(route)) return { reason: "plaintext-to-tls", words };
      return spoken === "h2" ? { reason: "http1-only", words } : undefined;
    case "http2":
      // A server may speak both, and what broke is something else.
      if (spoken === "h2" || (await say(route, HTTP1_REQUEST)).kind === "http1") return undefined;
      return { reason: "http2-only", words };
    case "tls":
      return { reason: "plaintext-to-tls", words };
    case "other":
      return { reason: "not-http", words };
    case "unreachable":
      return undefined;
    case "closed":
      return { reason: (await takesTls(route)) ? "plaintext-to-tls" : "hung-up", words };
    case "silence":
      return { reason: (await takesTls(route)) ? "plaintext-to-tls" : "silent", words };
  }
}

async function takesTls(route: Route): Promise<boolean> {
  return (await tryTls(route, undefined)).kind === "tls";
}

async function lookWithTls(
  route: Route,
  material: TlsMaterial,
  spoken: "h2" | "http/1.1",
  reported: ConnectionFailure["reason"],
): Promise<Found> {
  const tls = await tryTls(route, material);
  if (tls.kind === "tls") {
    if (tls.refusal !== undefined) return { reason: reasonOfCode(tls.refusal) };
    const isOther = (tls.protocol === "h2") === (spoken === "http/1.1");
    if (!isOther) return undefined;
    return { reason: spoken === "http/1.1" ? "http2-only" : "http1-only" };
  }
  const plain = await say(route, HTTP2_PREFACE);
  switch (plain.kind) {
    case "http1":
    case "http2":
      return { reason: "tls-to-plaintext" };
    case "other":
      return { reason: "not-http", words: plain.words };
    case "silence":
      return reported === "timed-out"
        ? { reason: "silent", words: "The TLS handshake had no answer." }
        : undefined;
    case "tls":
    case "closed":
    case "unreachable":
      return undefined;
  }
}

/** Connects, says the first words of a protocol and looks at the first bytes of the answer. */
async function say(route: Route, words: Buffer): Promise<PlainAnswer> {
  const socket = await connectTo(route);
  if (socket === undefined) return { kind: "unreachable", words: "" };
  const closed: PlainAnswer = { kind: "closed", words: "The server closed the connection without a word." };
  return new Promise((resolve) => {
    const finish = (answer: PlainAnswer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(LOOK_TIMEOUT, () =>
      finish({ kind: "silence", words: "The server took the connection and said nothing." }),
    );
    socket.once("data", (first) => finish(readFirstBytes(first)));
    socket.once("error", () => finish(closed));
    socket.once("close", () => finish(closed));
    socket.write(words);
  });
}

/** A handshake that trusts every certificate, and waits a moment for the server's verdict on ours. */
async function tryTls(route: Route, material: TlsMaterial | undefined): Promise<TlsAnswer> {
  const plain = await connectTo(route);
  if (plain === undefined) return { kind: "no-tls" };
  return new Promise((resolve) => {
    const name = material === undefined ? route.target.host : material.serverName;
    const options = {
      ...(material === undefined ? {} : tlsConnectOptions(material, [])),
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ALPNProtocols: ["h2", "http/1.1"],
      rejectUnauthorized: false,
    };
    const socket = tlsConnect({ ...options, socket: plain });
    let protocol: string | undefined;
    const finish = (answer: TlsAnswer): void => {
      socket.destroy();
      plain.destroy();
      resolve(answer);
    };
    const onError = (error: unknown): void => {
      const code = codeOfError(error);
      const isRefusal = protocol !== undefined || /ALERT/.test(code);
      finish(isRefusal ? { kind: "tls", protocol: protocol ?? "", refusal: code } : { kind: "no-tls" });
    };
    socket.setTimeout(LOOK_TIMEOUT, () => finish({ kind: "no-tls" }));
    socket.on("error", onError);
    socket.once("close", () => onError(undefined));
    socket.once("secureConnect", () => {
      protocol = socket.alpnProtocol || "none";
      if (protocol !== "h2") return finish({ kind: "tls", protocol, refusal: undefined });
      // With TLS 1.3 the server judges the client's certificate only now; a server that is content says its SETTINGS.
      socket.write(HTTP2_PREFACE);
      socket.once("data", () => finish({ kind: "tls", protocol: "h2", refusal: undefined }));
    });
  });
}

/** A plain socket to the target, through its proxy where it has one; undefined when there is none in time. */
function connectTo(route: Route): Promise<Socket | undefined> {
  // A look of ours is no step of the connection that is watched.
  const quiet = { ...route, material: undefined, watchers: new RouteWatchers() };
  const dialled = dial(quiet, [], traceOf(quiet));
  return new Promise((resolve) => {
    const timer = setTimeout(() => {
      resolve(undefined);
      dialled.then(
        (socket) => socket.destroy(),
        () => undefined,
      );
    }, LOOK_TIMEOUT);
    dialled.then(resolve, () => resolve(undefined)).finally(() => clearTimeout(timer));
  });
}
