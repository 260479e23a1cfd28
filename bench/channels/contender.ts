/** What every client can do here; bytes are the messages as they travel. */
export interface Contender {
  readonly name: string;
  unary(message: Uint8Array): Promise<void>;
  /** Receives `count` messages of `length` bytes each; resolves with how many came. */
  stream(count: number, length: number): Promise<number>;
  close(): void;
}

/** `google.protobuf.BytesValue` with 100 bytes. */
export const MESSAGE = Uint8Array.from([0x0a, 100, ...Array<number>(100).fill(7)]);
/** Flow control of all clients but connect-node, which has a setting of its own, in bytes. */
export const WINDOW = 16 * 1024 * 1024;
/** Bound on a received message, in bytes. */
export const LIMIT = 256 * 1024 * 1024;

/** The metadata that tells the server what to send. */
export function asked(
  count: number,
  length: number,
): readonly { readonly name: string; readonly value: string }[] {
  return [
    { name: "x-count", value: String(count) },
    { name: "x-length", value: String(length) },
  ];
}
