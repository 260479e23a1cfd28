/** What a server means by the error codes of HTTP/2 (RFC 9113, section 7), as servers of gRPC use them. */
import type { Diagnosis } from "./words.ts";

/** A connection that the server ended by GOAWAY with this code; `frame` is that in words. */
export function diagnoseGoaway(code: string, address: string, frame: string): Diagnosis {
  const explanation = (why: string): string =>
    `The server at ${address} ended the connection${why} (${frame}).`;
  switch (code) {
    case "NO_ERROR":
      return {
        explanation: explanation(" in good order: it stops, or ends connections of a certain age"),
        hint: "Send again: that makes a new connection.",
      };
    case "ENHANCE_YOUR_CALM":
      return /ping/i.test(frame)
        ? {
            explanation: explanation(": keepalive pings came more often than it allows"),
            hint: "Ping less often, or not at all (--keepalive-time); most servers of gRPC allow one in five minutes.",
          }
        : {
            explanation: explanation(": too much came at once"),
            hint: "Send less at a time, or wait before sending again.",
          };
    case "INADEQUATE_SECURITY":
      return {
        explanation: explanation(": the TLS settled on is not good enough for it"),
        hint: "Look at the TLS versions and ciphers the server is set to.",
      };
    case "HTTP_1_1_REQUIRED":
      return {
        explanation: explanation(": it wants HTTP/1.1 here, and gRPC needs HTTP/2"),
        hint: "Check the port; an HTTP + JSON server is called over the http-json channel (--channel http-json).",
      };
    case "PROTOCOL_ERROR":
    case "FRAME_SIZE_ERROR":
    case "FLOW_CONTROL_ERROR":
    case "COMPRESSION_ERROR":
    case "SETTINGS_TIMEOUT":
      return {
        explanation: explanation(": it takes what it was sent for a breach of HTTP/2"),
        hint: "Look in the server's log, and at proxies in between.",
      };
    default:
      return {
        explanation: explanation(" because of an error of its own"),
        hint: "Look in the server's log.",
      };
  }
}

/** A call whose stream the server reset with this code, while the connection stood. */
export function diagnoseReset(code: string, address: string, frame: string): Diagnosis {
  const explanation = (what: string): string => `The server at ${address} ${what} (${frame}).`;
  switch (code) {
    case "NO_ERROR":
      return {
        explanation: explanation("ended the call before it gave a status"),
        hint: "A proxy in between may have cut the answer, or the handler ended abnormally: look in the server's log.",
      };
    case "REFUSED_STREAM":
      return {
        explanation: explanation("refused the call before it did anything with it"),
        hint: "It is busy or stopping: sending again is safe.",
      };
    case "CANCEL":
      return {
        explanation: explanation("gave the call up; it was not cancelled here"),
        hint: "A deadline of the server or of a proxy in between may have passed: look in their logs.",
      };
    case "ENHANCE_YOUR_CALM":
      return {
        explanation: explanation("gave the call up, since too much came at once"),
        hint: "Send less at a time, or wait before sending again.",
      };
    case "INADEQUATE_SECURITY":
      return {
        explanation: explanation("wants better TLS for this call"),
        hint: "Look at the TLS versions and ciphers the server is set to.",
      };
    case "HTTP_1_1_REQUIRED":
      return {
        explanation: explanation("wants HTTP/1.1 for this call, and gRPC needs HTTP/2"),
        hint: "Check the address; an HTTP + JSON server is called over the http-json channel (--channel http-json).",
      };
    case "PROTOCOL_ERROR":
    case "FRAME_SIZE_ERROR":
    case "FLOW_CONTROL_ERROR":
    case "COMPRESSION_ERROR":
    case "STREAM_CLOSED":
      return {
        explanation: explanation("takes the request for a breach of HTTP/2"),
        hint: "Look in the server's log, and at proxies in between.",
      };
    default:
      return {
        explanation: explanation("broke the call off because of an error of its own"),
        hint: "Often a handler that crashed, or a proxy whose own connection broke: look in their logs.",
      };
  }
}
