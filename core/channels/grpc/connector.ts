/** Our own channel credentials for grpc-js: they secure the socket, and tell how the connection came about. */
import type { Socket } from "node:net";
import { type TLSSocket, connect as tlsConnect } from "node:tls";
import { CallCredentials, ChannelCredentials } from "@grpc/grpc-js";
import { ConnectionFailure, toConnectionFailure } from "../connection-failure.ts";
import { remoteAddressOf, type Target } from "../target.ts";
import { type TlsMaterial, tlsConnectOptions } from "../tls-material.ts";
import { captureSession } from "./session-capture.ts";
import type { SessionTap } from "./session-tap.ts";

type SecureConnector = ReturnType<ChannelCredentials["_createSecureConnector"]>;
type SecureConnectResult = Awaited<ReturnType<SecureConnector["connect"]>>;

/** How one connection stands, for the `connected` event. */
export interface Connection {
  /** The address that answered, such as `127.0.0.1:50051`. */
  readonly address: string;
  /** `h2c`, or `h2, TLSv1.3`. */
  readonly protocol: string;
}

/**
 * Credentials of one channel. Never equal to another's, so that grpc-js shares no connection between channels
 * with different certificates. Every session made through them is given to `tap`.
 */
export class Connector extends ChannelCredentials {
  readonly #target: Target;
  readonly #material: TlsMaterial | undefined;
  readonly #tap: SessionTap;
  /** Why the TLS handshake last failed; grpc-js keeps only its text. */
  failure: ConnectionFailure | undefined;

  constructor(target: Target, material: TlsMaterial | undefined, tap: SessionTap) {
    super();
    this.#target = target;
    this.#material = material;
    this.#tap = tap;
  }

  override _isSecure(): boolean {
    return this.#material !== undefined;
  }

  override _equals(other: ChannelCredentials): boolean {
    return this === other;
  }

  override _createSecureConnector(
    _target: unknown,
    _options: unknown,
    callCredentials?: CallCredentials,
  ): SecureConnector {
    const credentials = callCredentials ?? CallCredentials.createEmpty();
    return {
      connect: (socket) => this.#secure(socket),
      waitForReady: () => Promise.resolve(),
      getCallCredentials: () => credentials,
      destroy: () => undefined,
    };
  }

  async #secure(socket: Socket): Promise<SecureConnectResult> {
    const secured = this.#material === undefined ? socket : await this.#handshake(socket, this.#material);
    this.failure = undefined;
    const connection = describeConnection(secured, this.#target);
    return captureSession({ socket: secured, secure: this.#material !== undefined }, (session) =>
      this.#tap.attach(session, connection),
    );
  }

  #handshake(socket: Socket, material: TlsMaterial): Promise<TLSSocket> {
    return new Promise((resolve, reject) => {
      const fail = (error: unknown): void => {
        this.failure = toConnectionFailure(error, this.#target.label);
        reject(this.failure);
      };
      const onClose = (): void =>
        fail(
          new ConnectionFailure(
            "closed",
            this.#target.label,
            "",
            "The connection closed during the TLS handshake",
          ),
        );
      const secured = tlsConnect({ ...tlsConnectOptions(material, ["h2"]), socket }, () => {
        secured.off("close", onClose);
        // The error listener stays: grpc-js adds its own later, and an error in between must not be uncaught.
        resolve(secured);
      });
      secured.on("error", fail);
      secured.once("close", onClose);
    });
  }
}

function describeConnection(socket: Socket | TLSSocket, target: Target): Connection {
  const address = remoteAddressOf(socket, target);
  if (!("getProtocol" in socket)) return { address, protocol: "h2c" };
  return { address, protocol: `h2, ${socket.getProtocol() ?? "TLS"}` };
}
