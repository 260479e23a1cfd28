/** The trailers frame of gRPC-Web: header lines as in HTTP/1.1 (PROTOCOL-WEB.md). Pure. */

import type { AnswerEnd } from "../framing/framed-answer.ts";
import { statusOfTrailers, untoldStatus } from "../grpc-status.ts";
import { entriesFromRaw, valueNamed } from "../metadata.ts";

/** Reads the frame; names keep their case, repeats stay apart. */
export function readTrailersFrame(payload: Uint8Array): AnswerEnd {
  const lines = new TextDecoder("latin1").decode(payload).split(/\r?\n/);
  const raw = lines.flatMap((line) => {
    const colon = line.indexOf(":");
    return colon < 1 ? [] : [line.slice(0, colon), line.slice(colon + 1).trim()];
  });
  const trailers = entriesFromRaw(raw);
  if (valueNamed(trailers, "grpc-status") === undefined) {
    return { trailers, status: untoldStatus("a grpc-status") };
  }
  return { trailers, status: statusOfTrailers(trailers) };
}
