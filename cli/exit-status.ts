/** How a command ends, as a number that a script can rely on. */
import type { ErrorCode } from "../core/error.ts";

/** Everything went as asked. */
export const exitOk = 0;
/** A fault of Byteglass itself. */
export const exitFault = 1;
/** `schema diff`, `schema drift`, `diff` or `compare` found differences. */
export const exitDifferent = 1;
/** `match`: no type declares any of the fields. */
export const exitNoMatch = 1;
/** `health`: the server said something else than SERVING. */
export const exitNotServing = 1;
/** `run`: a request failed one of its assertions, or could not be sent. */
export const exitFailed = 1;
/** The command was wrong: an option, a name, a schema or a body that does not fit. Nothing was sent. */
export const exitWrongCall = 2;
/** Ctrl C. */
export const exitInterrupted = 130;

/** RPC errors start here, so that they cannot be taken for a wrong command: 64 + gRPC code. */
const rpcBase = 64;
const deadlineExceeded = 4;
const unavailable = 14;
const unauthenticated = 16;

/** The exit status of a call that ended with a gRPC code: 0 for OK, 64 + code otherwise. */
export function exitOfStatus(code: number): number {
  return code === 0 ? exitOk : rpcBase + code;
}

/** The exit status of an error that prevented the command. */
export function exitOfError(code: ErrorCode): number {
  switch (code) {
    case "unreachable":
    case "tls":
      return rpcBase + unavailable;
    case "timeout":
      return rpcBase + deadlineExceeded;
    case "cancelled":
      return exitInterrupted;
    case "internal":
      return exitFault;
    case "unauthorized":
      return rpcBase + unauthenticated;
    case "usage":
    case "bad-target":
    case "bad-json":
    case "bad-text":
    case "bad-schema":
    case "bad-bytes":
    case "file-unreadable":
    case "file-unwritable":
    case "no-reflection":
    case "not-found":
    case "too-large":
    case "no-binding":
    case "unsupported":
      return exitWrongCall;
  }
}
