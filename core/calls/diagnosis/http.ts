/** What is wrong where a connection stood, and what was spoken over it is not what was meant, or broke off. */
import type { ConnectionFailure } from "../../channels/connection-failure.ts";
import { FrameFailure } from "../../channels/frame-failure.ts";
import { HEADERS_BYTE_BOUND } from "../../channels/limits.ts";
import { NotGrpcFailure } from "../../channels/not-grpc.ts";
import { explainForeign } from "../foreign-words.ts";
import { diagnoseGoaway, diagnoseReset } from "./http2-codes.ts";
import { type Diagnosis, sentence } from "./words.ts";

const USE_JSON = "an HTTP + JSON server is called over the http-json channel (--channel http-json)";

/** The likely cause; undefined for a failure of another kind. */
export function diagnoseHttp(failure: ConnectionFailure): Diagnosis | undefined {
  const { reason, address, message, code } = failure;
  switch (reason) {
    case "http1-only":
      return {
        explanation: `The server at ${address} speaks HTTP/1 only, and gRPC needs HTTP/2.`,
        hint: `Check the port, or that a proxy in between passes HTTP/2 on; ${USE_JSON}.`,
      };
    case "http2-only":
      return {
        explanation: `The server at ${address} speaks HTTP/2 only, as gRPC servers do; this channel speaks HTTP/1.1.`,
        hint: "Check that this is the port of the HTTP server; or speak HTTP/2 (--http-version 2), or call it over gRPC (--channel grpc).",
      };
    case "not-http":
      return {
        explanation: `Something listens at ${address}, but it speaks neither HTTP nor TLS. ${sentence(message)}`,
        hint: "Check the port: this is another kind of server.",
      };
    case "bad-http":
      return {
        explanation: `The server at ${address} answers in HTTP that breaks its rules: ${sentence(message)}`,
        hint: "Look at what stands between here and the server, and in its log.",
      };
    case "large-headers":
      return {
        explanation: `The server at ${address} sends header fields of more than ${HEADERS_BYTE_BOUND / 1024 / 1024} MiB, and is read no further.`,
        hint: "Look at what grows without bound there: cookies, metadata, or the details of an error.",
      };
    case "not-grpc":
      if (failure instanceof NotGrpcFailure) {
        return explainForeign(failure.httpStatus, "gRPC", failure.foreign);
      }
      return {
        explanation: `The server at ${address} speaks HTTP/2, and does not speak gRPC: ${sentence(message)}`,
        hint: `Check the port and the path; ${USE_JSON}.`,
      };
    case "silent":
      return {
        explanation: `${address} takes the connection and says nothing.`,
        hint: "Check the port, and whether the server hangs; a port forward or load balancer with no server behind it does this, too.",
      };
    case "hung-up":
      return {
        explanation: `${address} takes the connection and ends it without a word.`,
        hint: "Check the port; a port forward or load balancer with no server behind it does this, and so do servers that are not for HTTP.",
      };
    case "no-answer":
      return {
        explanation: `The server at ${address} speaks HTTP/2, took the request and did not answer it.`,
        hint: "The server may hang, or wait for another one: look in its log, or give it more time.",
      };
    case "ping-unanswered":
      return {
        explanation: `The connection to ${address} fell silent: ${sentence(message)}`,
        hint: "The server hangs, or the network in between dropped the connection: send again, or give pings more time (--keepalive-timeout).",
      };
    case "goaway":
      return diagnoseGoaway(code, address, failure instanceof FrameFailure ? failure.frame : "GOAWAY");
    case "stream-reset":
      return diagnoseReset(code, address, failure instanceof FrameFailure ? failure.frame : "RST_STREAM");
    case "closed":
      return {
        explanation: `${address} closed the connection: ${sentence(message)}`,
        hint: "The server may have stopped, or a proxy in between may have ended an idle connection: send again.",
      };
    default:
      return undefined;
  }
}
