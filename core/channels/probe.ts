/** A second short look at an address that failed, to find out what speaks there. Never another address. */
import { lookup } from "node:dns/promises";
import { isIP, connect as netConnect, type Socket } from "node:net";
import { connect as tlsConnect } from "node:tls";
import { ConnectionFailure, codeOfError, reasonOfCode, toConnectionFailure } from "./connection-failure.ts";
import type { Target } from "./target.ts";
import { type TlsMaterial, tlsConnectOptions } from "./tls-material.ts";

/** Bound on one look, in ms. */
const LOOK_TIMEOUT = 1000;
/** What an HTTP/2 client says first: the preface and an empty SETTINGS frame (RFC 9113, 3.4). */
const HTTP2_PREFACE = Buffer.from("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n\0\0\0\x04\0\0\0\0\0", "latin1");

/** What answered a plaintext HTTP/2 preface. */
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
  target: Target,
  material: TlsMaterial | undefined,
  reported: unknown,
  spoken: "h2" | "http/1.1" = "h2",
): Promise<ConnectionFailure> {
  const failure = toConnectionFailure(reported, target.label);
  if (/Name resolution failed/i.test(failure.message)) return lookUpAgain(target, failure);
  const { reason } = failure;
  const isVague = reason === "unknown" || reason === "closed" || reason === "tls" || reason === "timed-out";
  if (!isVague) return failure;
  const found =
    material === undefined
      ? await lookInPlaintext(target, spoken)
      : await lookWithTls(target, material, spoken);
  if (found === undefined) return failure;
  return new ConnectionFailure(found, target.label, failure.code, failure.message, failure.cause);
}

async function lookUpAgain(target: Target, failure: ConnectionFailure): Promise<ConnectionFailure> {
  try {
    await lookup(target.host);
    return failure;
  } catch (error) {
    const code = codeOfError(error);
    const message = `The name ${target.host} could not be looked up (${code}).`;
    return new ConnectionFailure(reasonOfCode(code), target.label, code, message, error);
  }
}

async function lookInPlaintext(
  target: Target,
  spoken: "h2" | "http/1.1",
): Promise<ConnectionFailure["reason"] | undefined> {
  const plain = await sayPreface(target);
  switch (plain) {
    case "http1": {
      // Some TLS servers answer plaintext in plaintext, to say that it is wrong.
      const tls = await shakeHands(target, undefined);
      if (tls.kind === "tls") return "plaintext-to-tls";
      return spoken === "h2" ? "http1-only" : undefined;
    }
    case "http2":
      return spoken === "h2" ? undefined : "http2-only";
    case "tls":
      return "plaintext-to-tls";
    case "other":
      return "not-http";
    case "unreachable":
      return undefined;
    case "silence": {
      const tls = await shakeHands(target, undefined);
      return tls.kind === "tls" ? "plaintext-to-tls" : "not-http";
    }
  }
}

async function lookWithTls(
  target: Target,
  material: TlsMaterial,
  spoken: "h2" | "http/1.1",
): Promise<ConnectionFailure["reason"] | undefined> {
  const tls = await shakeHands(target, material);
  if (tls.kind === "tls") {
    if (tls.refusal !== undefined) return reasonOfCode(tls.refusal);
    if (spoken === "http/1.1") return tls.protocol === "h2" ? "http2-only" : undefined;
    return tls.protocol === "h2" ? undefined : "http1-only";
  }
  const plain = await sayPreface(target);
  return plain === "http2" || plain === "http1" ? "tls-to-plaintext" : undefined;
}

/** Connects, says the preface and looks at the first bytes of the answer. */
function sayPreface(target: Target): Promise<PlainAnswer> {
  return new Promise((resolve) => {
    const socket = connectTo(target);
    let connected = false;
    const finish = (answer: PlainAnswer): void => {
      socket.destroy();
      resolve(answer);
    };
    socket.setTimeout(LOOK_TIMEOUT, () => finish(connected ? "silence" : "unreachable"));
    socket.once("connect", () => {
      connected = true;
      socket.write(HTTP2_PREFACE);
    });
    socket.once("data", (first) => finish(nameOfFirstBytes(first)));
    socket.once("error", () => finish(connected ? "silence" : "unreachable"));
    socket.once("close", () => finish(connected ? "silence" : "unreachable"));
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
function shakeHands(target: Target, material: TlsMaterial | undefined): Promise<TlsAnswer> {
  return new Promise((resolve) => {
    const own = material === undefined ? {} : { secureContext: material.secureContext };
    const name = material === undefined ? target.host : material.serverName;
    const options = {
      ...(material === undefined ? {} : tlsConnectOptions(material, [])),
      ...own,
      ...(isIP(name) === 0 ? { servername: name } : {}),
      ALPNProtocols: ["h2", "http/1.1"],
      rejectUnauthorized: false,
    };
    const socket = tlsConnect({ ...options, socket: connectTo(target) });
    let protocol: string | undefined;
    const finish = (answer: TlsAnswer): void => {
      socket.destroy();
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

function connectTo(target: Target): Socket {
  if (target.socketPath !== undefined) return netConnect({ path: target.socketPath });
  return netConnect({ host: target.host, port: target.port });
}
