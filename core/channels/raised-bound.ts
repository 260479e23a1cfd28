/** The bound that would let a message through, as a next step. */
import type { NextStep } from "../next-step.ts";

const MIB = 1024 * 1024;
/** No message has more (grpc/doc/PROTOCOL-HTTP2.md: four bytes of length). */
const MOST = 0xffff_ffff;

/** A bound on what is received, for `needed` bytes: whole MiB. */
export function raisedReceiveBound(needed: number): NextStep {
  return { kind: "raise-message-limit", byteLength: wholeMebibytes(needed) };
}

/** A bound on what is sent, for `needed` bytes: whole MiB. */
export function raisedSendBound(needed: number): NextStep {
  return { kind: "raise-sent-limit", byteLength: wholeMebibytes(needed) };
}

function wholeMebibytes(needed: number): number {
  return Math.min(MOST, Math.max(1, Math.ceil(needed / MIB)) * MIB);
}
