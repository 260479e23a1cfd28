/**
 * Gets hold of the HTTP/2 session that grpc-js makes on a socket of ours. grpc-js shows headers only after it has
 * merged repeats and dropped what it used, and drops messages that arrive together with an error; the session shows all.
 */
import http2, {
  type ClientHttp2Session,
  type ClientSessionOptions,
  type SecureClientSessionOptions,
} from "node:http2";
import type { Socket } from "node:net";

type ConnectParameters = [
  authority: string | URL,
  options?: ClientSessionOptions | SecureClientSessionOptions,
];

/** What grpc-js asks of a secured socket. */
export interface SecuredSocket {
  readonly socket: Socket;
  readonly secure: boolean;
}

/**
 * The same socket, in a form that tells `onSession` of the session made on it. grpc-js reads `secure` and, in the same
 * turn, calls `http2.connect`: the module's function is replaced for just that moment, so nothing else can see it. Server
 * push is refused on the way, as gRPC knows none: a pushed stream that nobody listens to ends the process with the first
 * error of its connection.
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
  const replacement = (...[authority, options]: ConnectParameters): ClientHttp2Session => {
    restore();
    const settings = { ...options?.settings, enablePush: false };
    const session = connect(authority, { ...options, settings });
    onSession(session);
    return session;
  };
  Reflect.set(http2, "connect", replacement);
  queueMicrotask(restore);
}
