/** The whole body of an answer, out of its `content-encoding`, within a bound. */
import { concatBytes } from "../../wire/concat-bytes.ts";
import type { ChannelStatus, Transfer } from "../channel.ts";
import { decompress } from "../decompress.ts";
import { decompressionFault, tooLarge } from "../framing/faults.ts";
import { BODY_BOUND } from "../limits.ts";
import { valueNamed } from "../metadata.ts";
import type { ResponseHead } from "./answer.ts";

/** A body, and how it travelled where it was compressed. */
export interface CollectedBody {
  readonly bytes: Uint8Array;
  readonly transfer?: Transfer;
}

/** Gathers the pieces of one body. */
export class BodyCollector {
  readonly #encoding: string;
  readonly #limit: number;
  readonly #chunks: Uint8Array[] = [];
  #byteLength = 0;

  /** `limit` bounds the body in bytes, before and after decompression. */
  constructor({ headers }: ResponseHead, limit: number) {
    this.#encoding = valueNamed(headers, "content-encoding")?.trim().toLowerCase() ?? "identity";
    this.#limit = limit;
  }

  /** Takes a piece. A status means that the bound was reached. */
  add(chunk: Uint8Array): ChannelStatus | undefined {
    this.#chunks.push(chunk);
    this.#byteLength += chunk.length;
    return this.#byteLength > this.#limit ? tooLarge("A body", this.#limit) : undefined;
  }

  /** What came so far, as it came. */
  get bytes(): Uint8Array {
    return concatBytes(this.#chunks);
  }

  /** The body, or why it cannot be read. */
  async finish(): Promise<CollectedBody | { readonly fault: ChannelStatus }> {
    const bytes = this.bytes;
    const encoding = this.#encoding;
    if (encoding === "identity" || encoding === "" || bytes.length === 0) return { bytes };
    const result = await decompress(bytes, encoding, this.#limit);
    if ("bytes" in result) {
      return { bytes: result.bytes, transfer: { encoding, wireByteLength: bytes.length } };
    }
    return { fault: decompressionFault(result, encoding, this.#limit) };
  }
}

/** The text of a body that is no message, bounded. */
export function textOf(bytes: Uint8Array): string {
  return new TextDecoder().decode(bytes.subarray(0, BODY_BOUND));
}
