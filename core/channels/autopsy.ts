/** A whole look at an address: every step of a connection to it, and whether what answers speaks gRPC. */
import type { ClientHttp2Session, ClientHttp2Stream, IncomingHttpHeaders } from "node:http2";
import type { Socket } from "node:net";
import type { ConnectionReport } from "../contract/connection-report.ts";
import type { MetadataEntry, ServerAddress } from "../contract/params.ts";
import { ConnectionFailure, noConnectionWithin, toConnectionFailure } from "./connection-failure.ts";
import { brokenHttp2, goawayFailure, resetFailure } from "./frame-failure.ts";
import { readGoaway } from "./goaway.ts";
import { errorName } from "./http2-error-names.ts";
import { openSession } from "./http2-session.ts";
import { BODY_BOUND, DEFAULT_CONNECT_TIMEOUT } from "./limits.ts";
import { NotGrpcFailure } from "./not-grpc.ts";
import { explainConnectionFailure } from "./probe.ts";
import { dial, type Route, readRoute, traceOf } from "./route/dial.ts";
import type { CallSight, ConnectionTrace } from "./route/trace.ts";

/** ms that a server may take for its SETTINGS, and again for its answer. */
const ANSWER_TIMEOUT = 3000;
/** ms for the text of an answer that is not gRPC. */
const PAGE_TIMEOUT = 1000;
/** The method that is asked for: many servers have it, and one that does not says so in gRPC. */
const QUESTION = "/grpc.health.v1.Health/Check";
/** An empty message in its frame. */
const EMPTY_FRAME = Buffer.alloc(5);

/** An answer that began. */
interface Answered {
  readonly stream: ClientHttp2Stream;
  readonly headers: IncomingHttpHeaders & { readonly ":status"?: number | undefined };
}

/** What the question saw of the connection. */
type Sight = { -readonly [Key in "firstByte" | "reset"]?: CallSight[Key] } & { asked?: number };

/** What was found. */
export interface Autopsy {
  readonly report: ConnectionReport;
  /** Why there is no gRPC at this address; undefined when there is. */
  readonly failure: ConnectionFailure | undefined;
  /** The protocol that answered, such as `h2c`; empty when none did. */
  readonly protocol: string;
}

/**
 * Connects along the address's own route, asks one question and closes. Throws a `ByteglassError` only for an address
 * that cannot be read; everything else is a failure in the answer, an end by `signal` too.
 */
export async function examine(address: ServerAddress, signal: AbortSignal): Promise<Autopsy> {
  const route = readRoute(address);
  const trace = traceOf(route);
  const timeout = address.connection?.connectTimeout ?? DEFAULT_CONNECT_TIMEOUT;
  const sight: Sight = {};
  try {
    const socket = await within(dial(route, ["h2", "http/1.1"], trace), timeout, route, signal);
    const leave = (): void => void socket.destroy();
    signal.addEventListener("abort", leave, { once: true });
    try {
      await askOver(socket, route, trace, sight);
    } finally {
      signal.removeEventListener("abort", leave);
      leave();
    }
    return { report: trace.report(sight), failure: undefined, protocol: trace.protocol };
  } catch (error) {
    const failedAt = performance.now();
    // Nobody waits for a second look after the end by a signal.
    const failure = signal.aborted
      ? cancelled(route)
      : await explainConnectionFailure(route, toConnectionFailure(error, route.target.label));
    trace.fail(failure.message, failedAt);
    if (sight.asked !== undefined && sight.firstByte === undefined) {
      sight.firstByte = { from: sight.asked, to: failedAt, note: failure.message, failed: true };
    }
    return { report: trace.report(sight), failure, protocol: trace.protocol };
  }
}

async function askOver(socket: Socket, route: Route, trace: ConnectionTrace, sight: Sight): Promise<void> {
  const { label, authority, tls } = route.target;
  if (trace.tls !== undefined && trace.tls.protocol !== "h2") {
    trace.protocol = trace.tls.protocol === "" ? "" : trace.tls.protocol;
    const message = "TLS did not agree on HTTP/2.";
    throw new ConnectionFailure("http1-only", label, "", message);
  }
  trace.begin("http2");
  const session = openSession(`${tls ? "https" : "http"}://${authority}`, {
    createConnection: () => socket,
  });
  try {
    await settingsOf(session, trace);
    trace.protocol = tls ? "h2" : "h2c";
    const from = performance.now();
    sight.asked = from;
    const { stream, headers } = await answerTo(session, route, trace, sight);
    const httpStatus = headers[":status"] ?? 0;
    const contentType = headers["content-type"] ?? "no content-type";
    sight.firstByte = { from, to: performance.now(), note: `HTTP ${httpStatus}, ${contentType}` };
    if (httpStatus === 200 && /^application\/grpc(?!-web)/.test(contentType)) return;
    const body = await beginningOf(stream);
    throw new NotGrpcFailure(label, { httpStatus, headers: entriesOf(headers), body });
  } finally {
    session.destroy();
  }
}

function settingsOf(session: ClientHttp2Session, trace: ConnectionTrace): Promise<void> {
  return new Promise((resolve, reject) => {
    session.setTimeout(ANSWER_TIMEOUT, () => reject(new Error("No HTTP/2 SETTINGS came.")));
    session.once("remoteSettings", (settings) => {
      trace.noteSettings(settings);
      resolve();
    });
    session.once("goaway", (code, _last, opaque) => {
      trace.goaway = readGoaway(code, opaque);
    });
    session.once("error", reject);
    session.once("close", () => reject(new Error("The connection closed before HTTP/2 SETTINGS came.")));
  });
}

function answerTo(
  session: ClientHttp2Session,
  { target }: Route,
  trace: ConnectionTrace,
  sight: Sight,
): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const stream = session.request({
      ":method": "POST",
      ":path": `${target.basePath}${QUESTION}`,
      ":authority": target.authority,
      "content-type": "application/grpc",
      te: "trailers",
    });
    const seconds = ANSWER_TIMEOUT / 1000;
    stream.setTimeout(ANSWER_TIMEOUT, () => {
      const message = `No answer came within ${seconds} s.`;
      reject(new ConnectionFailure("no-answer", target.label, "", message));
    });
    stream.once("response", (headers) => resolve({ stream, headers }));
    // What is wrong is known once the stream is through: an error comes before the code that explains it.
    let fault: Error | undefined;
    stream.once("error", (error) => {
      fault = error;
    });
    stream.once("close", () => {
      const code = stream.rstCode ?? 0;
      if (trace.goaway !== undefined) return reject(goawayFailure(trace.goaway, target.label));
      if (session.destroyed) {
        const closed = new Error("The connection closed without an answer.");
        return reject(brokenHttp2(fault, target.label, fault?.message ?? "") ?? closed);
      }
      sight.reset = `RST_STREAM ${errorName(code)}`;
      reject(resetFailure(code, target.label));
    });
    stream.end(EMPTY_FRAME);
  });
}

/** The text of a page, as far as it comes soon. */
function beginningOf(stream: ClientHttp2Stream): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  return new Promise((resolve) => {
    const finish = (): void => {
      clearTimeout(timer);
      resolve(Buffer.concat(chunks).toString("utf8", 0, BODY_BOUND));
    };
    const timer = setTimeout(finish, PAGE_TIMEOUT);
    stream.on("data", (chunk: Buffer) => {
      if (length < BODY_BOUND) chunks.push(chunk);
      length += chunk.length;
      if (length >= BODY_BOUND) finish();
    });
    stream.once("close", finish);
  });
}

function entriesOf(headers: IncomingHttpHeaders): readonly MetadataEntry[] {
  return Object.entries(headers).flatMap(([name, value]) =>
    [value].flat().flatMap((one) => (one === undefined ? [] : [{ name, value: one }])),
  );
}

function cancelled({ target }: Route): ConnectionFailure {
  return new ConnectionFailure("closed", target.label, "", "Cancelled.");
}

/** Ends the wait, and closes what comes after it. */
function within(
  dialled: Promise<Socket>,
  timeout: number,
  route: Route,
  signal: AbortSignal,
): Promise<Socket> {
  return new Promise((resolve, reject) => {
    const giveUp = (failure: ConnectionFailure): void => {
      reject(failure);
      dialled.then(
        (socket) => socket.destroy(),
        () => undefined,
      );
    };
    const timer = setTimeout(() => giveUp(noConnectionWithin(timeout, route.target.label)), timeout);
    const onAbort = (): void => giveUp(cancelled(route));
    if (signal.aborted) onAbort();
    signal.addEventListener("abort", onAbort, { once: true });
    dialled.then(resolve, reject).finally(() => {
      clearTimeout(timer);
      signal.removeEventListener("abort", onAbort);
    });
  });
}
