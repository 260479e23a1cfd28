/** An HTTP answer where one of a protocol was expected, in words: who answered, likely, and what to do next. */
import type { ForeignAnswer } from "../channels/foreign-answer.ts";
import type { Diagnosis } from "./diagnosis/words.ts";
import type { Words } from "./words.ts";

const NOTHING_KNOWN: ForeignAnswer = { contentType: "", isPage: false };

/** `protocol` is what was expected: `gRPC`, `gRPC-Web`, `Connect`, or `JSON` of the method. */
export function explainForeign(
  httpStatus: number,
  protocol: string,
  foreign: ForeignAnswer = NOTHING_KNOWN,
): Diagnosis {
  const instead = `where a ${protocol} answer was expected`;
  if (httpStatus >= 300 && httpStatus < 400) return explainRedirect(httpStatus, instead, foreign);
  if (httpStatus >= 200 && httpStatus < 300) return explainSuccess(httpStatus, protocol, instead, foreign);
  const name = foreign.server === undefined ? "" : ` (${foreign.server})`;
  const someone = `The server, or a proxy in front of it${name === "" ? "," : `${name},`}`;
  switch (httpStatus) {
    case 401:
    case 407:
      return {
        explanation: `${someone} answered HTTP ${httpStatus}: it wants credentials.`,
        hint: "Send credentials as metadata, such as authorization: Bearer …",
      };
    case 403:
      return {
        explanation: `${someone} answered HTTP 403: it does not allow this call.`,
        hint: "Use credentials that may do this; a firewall for web applications may stand in between, too.",
      };
    case 404:
      return {
        explanation: `HTTP 404 came ${instead}: the web server at this address has nothing at this path.`,
        hint: "Check the address, its base path and the port.",
      };
    case 405:
      return {
        explanation: `HTTP 405 came ${instead}: the web server at this address takes another HTTP method at this path.`,
        hint: "Check the address, its base path and the port.",
      };
    case 413:
      return {
        explanation: `${someone} answered HTTP 413: the request is larger than it lets through.`,
        hint: "Raise its bound (client_max_body_size of nginx), or send less.",
      };
    case 415:
      return {
        explanation: `${someone} answered HTTP 415: it does not take this content type at this path.`,
        hint: "Check the address, and that the server speaks what the channel speaks.",
      };
    case 429:
      return {
        explanation: `${someone} answered HTTP 429: too many requests came.`,
        hint: waitHint(foreign, "Wait before the next call."),
      };
    case 503:
      return {
        explanation: `${someone} answered HTTP 503: there is nobody to take the call now.`,
        hint: waitHint(foreign, "Check that the server behind the proxy runs and is ready."),
      };
    case 502:
    case 504:
      return {
        explanation: `A proxy${name} answered HTTP ${httpStatus}: the server behind it did not answer${httpStatus === 504 ? " in time" : ""}.`,
        hint: "Check that the server behind it runs, and where the proxy looks for it.",
      };
    default:
      return {
        explanation: `HTTP ${httpStatus} came ${instead}: a proxy, or a server that does not speak ${protocol} at this address or path, answered.`,
        hint: hintOfHttpStatus(httpStatus),
      };
  }
}

function explainRedirect(httpStatus: number, instead: string, { location }: ForeignAnswer): Diagnosis {
  const to = location === undefined ? "" : ` to ${location}`;
  return {
    explanation: `HTTP ${httpStatus} came ${instead}: a redirect${to}.`,
    hint: "Redirects are not followed: use the address it points to, if that is meant; a proxy that wants a login first does this, too.",
  };
}

function explainSuccess(
  httpStatus: number,
  protocol: string,
  instead: string,
  { isPage, contentType }: ForeignAnswer,
): Diagnosis {
  if (isPage) {
    return {
      explanation: `A web page came ${instead}: a login or portal page of a network or proxy, or a web server at this address.`,
      hint: "Open the address in a browser to see what it wants, and check the address and the port.",
    };
  }
  if (protocol === "JSON") {
    return {
      explanation: `The server answered HTTP ${httpStatus}, but not with this method's answer as JSON.`,
      hint: "Check the address and its base path, and that the schema is the one the server has.",
    };
  }
  const type = contentType === "" ? "no content type" : contentType;
  return {
    explanation: `HTTP ${httpStatus} with ${type} came ${instead}: the server does not speak ${protocol} at this address or path.`,
    hint: "Check that the address and the port are those of the API.",
  };
}

function waitHint({ retryAfter }: ForeignAnswer, usual: string): string {
  if (retryAfter === undefined) return usual;
  const when = /^\d+$/.test(retryAfter) ? `in ${retryAfter} s` : `after ${retryAfter}`;
  return `It asks to be called again ${when}.`;
}

/** What servers say on a page of their own about how they were connected to (nginx, Go). */
export function explainPage(body: string): Words | undefined {
  if (/HTTP request (was sent )?to (an )?HTTPS (server|port)/i.test(body)) {
    return {
      explanation: "The server speaks TLS, and it was spoken to in plaintext.",
      hint: "Use TLS (--tls, or https:// in the address).",
      steps: [{ kind: "use-tls" }],
    };
  }
  if (/SSL certificate was sent|SSL certificate error/i.test(body)) {
    return {
      explanation: "The server wants a client certificate that it trusts.",
      hint: "Give the client certificate and its key (--cert FILE --key FILE).",
      steps: [{ kind: "set-certificates" }],
    };
  }
  return undefined;
}

/** What to try after an HTTP status that says too little. */
function hintOfHttpStatus(httpStatus: number): string {
  return httpStatus === 505
    ? "Speak another version of HTTP, as the server wants it (--http-version 2, or 1.1)."
    : httpStatus >= 500
      ? "Look in the log of the server, and of proxies in between."
      : "Check that the address and the port are those of the API.";
}
