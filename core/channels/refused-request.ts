/** How a call ends whose request must not be sent, in the same way over every channel. Pure. */
import { ByteglassError } from "../error.ts";
import type { Finding } from "../finding.ts";
import type { ChannelStatus } from "./channel.ts";
import { raisedSendBound } from "./raised-bound.ts";

const INVALID_ARGUMENT = 3;
const RESOURCE_EXHAUSTED = 8;

/** Metadata that cannot be sent, and `finding` says why. */
export function statusOfBadMetadata(finding: Finding): ChannelStatus {
  const { message, hint = "" } = finding;
  const cause = new ByteglassError("usage", message, { hint, findings: [finding] });
  return { code: INVALID_ARGUMENT, message, findings: [finding], cause };
}

/** A message of more bytes than `bound`; undefined for one that may be sent. */
export function statusOverBound(byteLength: number, bound: number | undefined): ChannelStatus | undefined {
  if (bound === undefined || byteLength <= bound) return undefined;
  const [size, limit] = [byteLength, bound].map((number) => number.toLocaleString("en-US"));
  const message = `A message of ${size} bytes was to be sent, larger than the bound of ${limit} bytes.`;
  return { code: RESOURCE_EXHAUSTED, message, steps: [raisedSendBound(byteLength)] };
}
