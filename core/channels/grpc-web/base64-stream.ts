/** Base64 that comes in pieces of any size, each part of it padded or not (gRPC-Web in text). Pure. */
import { concatBytes } from "../../wire/concat-bytes.ts";
import { decodeBase64 } from "../metadata.ts";

/** Decodes whole groups of four characters as they come. */
export class Base64Stream {
  #rest = "";

  /** The bytes that this piece completes; undefined when it holds something else than base64. */
  read(chunk: Uint8Array): Uint8Array | undefined {
    const text = this.#rest + new TextDecoder("latin1").decode(chunk).replace(/[\r\n]/g, "");
    const whole = text.length - (text.length % 4);
    this.#rest = text.slice(whole);
    return decodePadded(text.slice(0, whole));
  }

  /** The bytes of what is left; undefined when it is no base64. */
  end(): Uint8Array | undefined {
    const rest = this.#rest;
    this.#rest = "";
    return decodeBase64(rest);
  }
}

/** Each frame may have been encoded by itself, so that padding stands in the middle. */
function decodePadded(text: string): Uint8Array | undefined {
  const parts: Uint8Array[] = [];
  for (const [part] of text.matchAll(/[^=]+=*|=+/g)) {
    const bytes = decodeBase64(part);
    if (bytes === undefined) return undefined;
    parts.push(bytes);
  }
  return concatBytes(parts);
}
