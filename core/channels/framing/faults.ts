/** Why an answer cannot be read on, in words. Pure. */

import type { NextStep } from "../../next-step.ts";
import type { Decompressed } from "../decompress.ts";
import { raisedReceiveBound } from "../raised-bound.ts";
import type { FrameFault } from "./frame-reader.ts";

/** `code` is a gRPC code. */
export interface AnswerFault {
  readonly code: number;
  readonly message: string;
  /** What would let the same answer through. */
  readonly steps?: readonly NextStep[];
}

/** What the frame reader stopped at; `expected` are the flag bytes that a frame may have. */
export function frameFault(fault: FrameFault, limit: number, expected = "0x00 or 0x01"): AnswerFault {
  if (fault.kind === "too-large")
    return tooLarge(`A message of ${count(fault.byteLength)} bytes`, limit, fault.byteLength);
  const flags = `0x${fault.flags.toString(16).padStart(2, "0")}`;
  return { code: 13, message: `A message begins with the flag byte ${flags}: expected ${expected}.` };
}

/** A compressed message in an answer whose header `header` names no compression. */
export function unnamedCompression(header: string): AnswerFault {
  return { code: 13, message: `A message is marked as compressed, but the answer has no ${header}.` };
}

/** An answer that ended inside a message; `missing` is undefined inside the five bytes before it. */
export function unfinishedText(missing: number | undefined): string {
  if (missing === undefined) return "The answer ended inside the five bytes before a message.";
  return `The answer ended inside a message: ${count(missing)} bytes are missing.`;
}

/** A message that could not be decompressed from `encoding`. */
export function decompressionFault(
  { fault, reason }: Exclude<Decompressed, { readonly bytes: Uint8Array }>,
  encoding: string,
  limit: number,
): AnswerFault {
  switch (fault) {
    case "too-large":
      return tooLarge(`A ${encoding} message that grows to more`, limit);
    case "unknown-encoding":
      return {
        code: 13,
        message: `A message is compressed with ${encoding}, which is not known: expected gzip, deflate or br.`,
      };
    case "damaged":
      return { code: 13, message: `A message marked as ${encoding} could not be decompressed: ${reason}.` };
  }
}

/** `what` came and is larger than the bound, in bytes; `needed` is its own length, where that is known. */
export function tooLarge(what: string, limit: number, needed = 2 * limit): AnswerFault {
  return {
    code: 8,
    message: `${what} came, larger than the bound of ${count(limit)} bytes.`,
    steps: [raisedReceiveBound(needed)],
  };
}

/** `67,108,864`, the same in every locale. */
function count(number: number): string {
  return number.toLocaleString("en-US");
}
