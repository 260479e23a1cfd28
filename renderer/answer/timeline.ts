/** The moments of a call as lines of a list. Pure. */
import type { CallEvent, CallStatus } from "../../core/contract/views.ts";
import { shortName } from "../format/method-kind.ts";
import { counted, formatBytes } from "../format/sizes.ts";

/** One moment of a call, ready to be drawn. */
export interface TimelineLine {
  readonly at: number;
  /** Who speaks: the client sends, the server answers, or neither. */
  readonly side: "out" | "in" | "none";
  readonly title: string;
  readonly detail: string;
  readonly size: string;
  /** Index of a received message, so that it can be shown. */
  readonly received?: number;
}

/** One line an event. */
export function timelineLine(event: CallEvent): TimelineLine {
  const { at } = event;
  switch (event.kind) {
    case "connecting":
      return { at, side: "none", title: "connecting", detail: event.address, size: "" };
    case "connected":
      return { at, side: "none", title: `${event.protocol} ready`, detail: event.address, size: "" };
    case "retry":
      return {
        at,
        side: "none",
        title: `attempt ${event.attempt}`,
        detail: `${event.status.name}: tried again after ${Math.round(event.wait)} ms`,
        size: "",
      };
    case "request-headers":
      return {
        at,
        side: "out",
        title: "request headers",
        detail: `${event.line} · ${counted(event.headers.length, "entry", "entries")}`,
        size: "",
      };
    case "message-sent":
      return messageLine(at, "out", event.index, event.document);
    case "half-close":
      return { at, side: "out", title: "half-close", detail: "you closed your side", size: "" };
    case "response-headers":
      return {
        at,
        side: "in",
        title: "response headers",
        detail: counted(event.headers.length, "entry", "entries"),
        size: "",
      };
    case "message-received":
      return { ...messageLine(at, "in", event.index, event.document), received: event.index };
    case "trailers":
      return {
        at,
        side: "in",
        title: "trailers",
        detail: counted(event.trailers.length, "entry", "entries"),
        size: "",
      };
    case "status":
      return { at, side: "in", title: event.status.name, detail: statusDetail(event.status), size: "" };
  }
}

/** Servers often repeat the status's name as its message. */
function statusDetail({ name, message }: CallStatus): string {
  return message === name ? "" : message;
}

function messageLine(
  at: number,
  side: "out" | "in",
  index: number,
  document: { readonly typeName: string; readonly byteLength: number; readonly jsonByteLength: number },
): TimelineLine {
  return {
    at,
    side,
    title: `${shortName(document.typeName)} #${index + 1}`,
    detail: `${formatBytes(document.jsonByteLength)} as JSON`,
    size: formatBytes(document.byteLength),
  };
}
