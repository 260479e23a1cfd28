/** How a message travelled, where that differs from its bytes. */

export interface Transfer {
  /** `gzip`, `deflate`, `br`; absent when it was not compressed. */
  readonly encoding?: string;
  /** Bytes on the wire, compressed, without frames and headers; absent when equal to the bytes. */
  readonly wireByteLength?: number;
}
