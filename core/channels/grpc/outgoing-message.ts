/** A message on its way out: compressed where that was chosen. */
import { deflateSync, gzipSync } from "node:zlib";
import type { Compression } from "../../contract/call-options.ts";
import type { Transfer } from "../../contract/transfer.ts";
import { COMPRESSED } from "../framing/frame-reader.ts";
import { writeFrame } from "../framing/write-frame.ts";

/** What travels for a message. `transfer` is there when it is compressed. */
export interface OutgoingMessage {
  readonly payload: Uint8Array;
  readonly transfer: Transfer | undefined;
}

/** The message as it travels. `deflate` is the zlib format (grpc/doc/compression.md). */
export function prepareMessage(bytes: Uint8Array, compression: Compression = "identity"): OutgoingMessage {
  switch (compression) {
    case "identity":
      return { payload: bytes, transfer: undefined };
    case "gzip":
      return compressed(gzipSync(bytes), compression);
    case "deflate":
      return compressed(deflateSync(bytes), compression);
  }
}

/** The frame that carries a message over gRPC. */
export function frameOf({ payload, transfer }: OutgoingMessage): Uint8Array {
  return writeFrame(payload, transfer === undefined ? 0 : COMPRESSED);
}

function compressed(payload: Uint8Array, encoding: string): OutgoingMessage {
  return { payload, transfer: { encoding, wireByteLength: payload.length } };
}
