/** A second short look at an address that failed, to find out what speaks there. Never another address, and never past its proxy. */
import { isIP, type Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { ConnectionFailure, codeOfError, reasonOfCode, toConnectionFailure } from "./connection-failure.ts";
import { dial, type Route, traceOf } from "./route/dial.ts";
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

/** What speaks at an address, by its first bytes. */
export type PlainAnswer = "http2" | "http1" | "tls" | "other" | "silence" | "unreachable";
/** What came of a TLS handshake that trusts every certificate. */
type TlsAnswer =
  | { readonly kind: "tls"; readonly protocol: string; readonly refusal: string | undefined }
  | { readonly kind: "no-tls" };

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
  const { reason } = failure;
  const isVague = reason === "unknown" || reason === "closed" || reason === "tls" || reason === "timed-out";
  if (!isVague) return failure;
  const found =
    route.material === undefined
      ? await lookInPlaintext(route, spoken)
      : await lookWithTls(route, route.material, spoken);
  if (found === undefined) return failure;
  return new ConnectionFailure(found, label, failure.code, failure.message, failure.cause);
}

async function lookInPlaintext(
  route: Route,
  spoken: "h2" | "http/1.1",
): Promise<ConnectionFailure["reason"] | undefined> {
  const plain = await say(route, HTTP2_PREFACE);
  switch (plain) {
    case "http1": {
      // Some TLS servers answer plaintext in plaintext, to say that it is wrong.
      const tls = await tryTls(route, undefined);
      if (tls.kind === "tls") return "plaintext-to-tls";
      return spoken === "h2" ? "http1-only" : undefined;
    }
    case "http2":
      // A server may speak both, and what broke is something else.
      return spoken === "h2" || (await say(route, HTTP1_REQUEST)) === "http1" ? undefined : "http2-only";
    case "tls":
      return "plaintext-to-tls";
    case "other":
      return "not-http";
    case "unreachable":
      return undefined;
    case "silence": {
      const tls = await tryTls(route, undefined);
      return tls.kind === "tls" ? "plaintext-to-tls" : "not-http";
    }
  }
}

async function lookWithTls(
  route: Route,
  material: TlsMaterial,
  spoken: "h2" | "http/1.1",
): Promise<ConnectionFailure["reason"] | undefined> {
  const tls = await tryTls(route, material);
  if (tls.kind === "tls") {
    if (tls.refusal !== undefined) return reasonOfCode(tls.refusal);
    if (spoken === "http/1.1") return tls.protocol === "h2" ? "http2-only" : undefined;
    return tls.protocol === "h2" ? undefined : "http1-only";
  }
  const plain = await say(route, HTTP2_PREFACE);
  return plain === "http2" || plain === "http1" ? "tls-to-plaintext" : undefined;
}

/** Connects, says the first words of a protocol and looks at the first bytes of the answer. */
async function say(route: Route, words: Buffer): Promise<PlainAnswer> {
  const socket = await connectTo(route);
  if (socket === undefined) return "unreachable";
  return new Promise((resolve) => {
    const finish = (answer: PlainAnswer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(LOOK_TIMEOUT, () => finish("silence"));
    socket.once("data", (first) => finish(nameOfFirstBytes(first)));
    socket.once("error", () => finish("silence"));
    socket.once("close", () => finish("silence"));
    socket.write(words);
  });
}

/** What speaks like this. */
export function nameOfFirstBytes(first: Buffer): PlainAnswer {
  const TLS_ALERT = 0x15;
  if (first[0] === TLS_ALERT && first[1] === 3) return "tls";
  const text = first.toString("latin1", 0, 5);
  if (text === "HTTP/") return "http1";
  const SETTINGS = 4;
  return first.length >= 9 && first[3] === SETTINGS ? "http2" : "other";
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
  const dialled = dial({ ...route, material: undefined }, [], traceOf(route));
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
