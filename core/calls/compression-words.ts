/** A request that was not taken because of how it was compressed. */
import type { ChannelStatus } from "../channels/channel.ts";
import type { StatusContext } from "./status.ts";
import type { Words } from "./words.ts";

const UNIMPLEMENTED = 12;
const UNAVAILABLE = 14;

/**
 * By what the server says it takes where it does (`grpc-accept-encoding`, `accept-encoding`), which UNIMPLEMENTED and HTTP
 * 415 go with; else by how servers are known to stumble: over the name of a compression, or over its bytes.
 */
export function explainCompression(
  { code, httpStatus, message, cause, takenCompressions }: ChannelStatus,
  { compression }: StatusContext,
): Words | undefined {
  if (compression === undefined || cause !== undefined) return undefined;
  const hint = "Send it as it is (in a terminal, without --compress).";
  if (takenCompressions !== undefined) {
    const isRefusal = code === UNIMPLEMENTED || httpStatus === 415;
    if (!isRefusal || takenCompressions.includes(compression)) return undefined;
    const taken = takenCompressions.filter((name) => name !== "identity");
    const takes =
      taken.length === 0 ? "takes requests uncompressed alone" : `takes ${taken.join(" and ")} alone`;
    return { explanation: `The request was compressed with ${compression}, and the server ${takes}.`, hint };
  }
  const names = /compress|encoding|gzip|deflate/i.test(message);
  const stumbles = /invalid character|unexpected token|unmarshal|wire.?type/i.test(message);
  const isGuess =
    httpStatus === 415 || (code !== UNAVAILABLE && names) || ((code === 3 || code === 13) && stumbles);
  if (!isGuess) return undefined;
  return {
    explanation: `The request was compressed with ${compression}, which the server seems not to take.`,
    hint,
  };
}
