/** An answer that is not of the protocol that was spoken: a proxy's page, a REST server, a wrong path. */
import { foreignStatus } from "../grpc-status.ts";
import type { AnswerListener, AnswerReader, ResponseHead } from "./answer.ts";
import { textOf } from "./body-collector.ts";
import { WholeAnswer } from "./whole-answer.ts";

/** Reads its beginning, for the status; `expected` names what should have come. `limit` bounds it, in bytes. */
export function readForeignAnswer(
  expected: string,
  head: ResponseHead,
  limit: number,
  listener: AnswerListener,
): AnswerReader {
  const format = {
    isMessage: false,
    read: ({ bytes }: { readonly bytes: Uint8Array }) => ({
      messages: [],
      trailers: [],
      status: foreignStatus(expected, { ...head, body: textOf(bytes) }),
    }),
  };
  return new WholeAnswer(head, format, limit, listener);
}
