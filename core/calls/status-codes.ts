/** The seventeen gRPC status codes, in words (grpc/doc/statuscodes.md). */

import { STATUS_NAMES } from "../channels/status-names.ts";

/** One code: what it means, and what to try next. */
export interface StatusCode {
  /** A sentence. */
  readonly meaning: string;
  /** A sentence; empty where nothing needs doing. */
  readonly hint: string;
}

/** By code, from 0 to 16. */
export const STATUS_CODES: readonly StatusCode[] = [
  { meaning: "The call succeeded.", hint: "" },
  { meaning: "The call was cancelled, as a rule by the client.", hint: "Send it again." },
  {
    meaning: "Something failed, and the server did not say what kind of failure it was.",
    hint: "Often an exception that the handler did not catch: look in the server's log.",
  },
  {
    meaning: "The server refuses the request whatever state it is in: a value in it is wrong.",
    hint: "Check the request against the message and the details.",
  },
  {
    meaning: "The deadline passed before the call was through; the server may still have done the work.",
    hint: "Give the call a longer deadline, or find out what is slow.",
  },
  {
    meaning: "Something the request names does not exist.",
    hint: "Check the names and ids in the request.",
  },
  {
    meaning: "Something the request would create exists already.",
    hint: "Choose another name or id, or update what exists.",
  },
  {
    meaning: "The server knows who calls, and does not allow this call.",
    hint: "Use credentials that may do this.",
  },
  {
    meaning: "Something has run out: a quota, a rate, memory, or the size a message may have.",
    hint: "Wait before the next call, or ask for less at once.",
  },
  {
    meaning: "The request is right, but the server is not in a state to do it.",
    hint: "Bring about the state the message names, then send again.",
  },
  {
    meaning: "The server gave up because of a conflict, such as a transaction that another one overtook.",
    hint: "Start again from reading the current state.",
  },
  {
    meaning: "The request goes past the valid range, such as reading behind the end.",
    hint: "Stay inside the range the message names.",
  },
  {
    meaning: "The server does not have this method, or not in the way it was called.",
    hint: "Check the service and method name, and that this server and version offers it.",
  },
  {
    meaning: "Something inside the server, or between it and here, is broken.",
    hint: "Look in the server's log.",
  },
  {
    meaning: "The server cannot be reached or cannot answer now.",
    hint: "Try again in a moment.",
  },
  {
    meaning: "Data is lost or damaged beyond repair.",
    hint: "Look in the server's log before anything is sent again.",
  },
  {
    meaning: "The call has no valid credentials.",
    hint: "Send credentials as metadata, such as authorization: Bearer …",
  },
];

/** The name of a code, such as `NOT_FOUND`; `CODE_99` for a number that is none. */
export function statusName(code: number): string {
  return STATUS_NAMES[code] ?? `CODE_${code}`;
}
