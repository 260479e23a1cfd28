/**
 * Gets hold of the HTTP/2 session that grpc-js makes on a socket of ours. grpc-js shows headers only after it has
 * merged repeats and dropped what it used, and drops messages that arrive together with an error; the session shows all.
 */
import http2, { type ClientHttp2Session } from "node:http2";
import type { Socket } from "node:net";
import { openSession, type SessionOptions } from "../http2-session.ts";

/** What grpc-js asks of a secured socket. */
export interface SecuredSocket {
  readonly socket: Socket;
  readonly secure: boolean;
}

/**
 * The same socket, in a form that tells `onSession` of the session made on it. grpc-js reads `secure` and, in the same
 * turn, calls `http2.connect`: the module's function is replaced for just that moment, so nothing else can see it.
 */
export function captureSession(
  secured: SecuredSocket,
  onSession: (session: ClientHttp2Session) => void,
): SecuredSocket {
  return {
    socket: secured.socket,
    get secure() {
      replaceConnectOnce(onSession);
      return secured.secure;
    },
  };
}

function replaceConnectOnce(onSession: (session: ClientHttp2Session) => void): void {
  const { connect } = http2;
  const restore = (): void => {
    if (http2.connect === replacement) Reflect.set(http2, "connect", connect);
  };
  const replacement = (authority: string | URL, options: SessionOptions = {}): ClientHttp2Session => {
    restore();
    const session = openSession(authority, options);
    onSession(session);
    return session;
  };
  Reflect.set(http2, "connect", replacement);
  queueMicrotask(restore);
}
