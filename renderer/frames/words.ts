/** Frames in words. Pure. */
import type { Frame } from "../../core/contract/frames.ts";
import type { Framing } from "../../core/contract/input.ts";

/** A framing by its name. */
function framingName(framing: Framing): string {
  switch (framing) {
    case "raw":
      return "one message";
    case "grpc":
      return "gRPC";
    case "grpc-web":
      return "gRPC-Web";
    case "connect":
      return "Connect";
    case "delimited":
      return "varint-delimited";
    case "confluent":
      return "Confluent";
    case "fixed32-big":
      return "4-byte length, big-endian";
    case "fixed32-little":
      return "4-byte length, little-endian";
  }
}

/** `gRPC message, flags 01, length 41`. */
export function frameWords({ framing, role, flags, length }: Frame): string {
  const what = role === "message" ? "message" : role === "trailers" ? "trailers" : "end of the stream";
  const hasFlags = framing === "grpc" || framing === "grpc-web" || framing === "connect";
  const said = hasFlags ? `, flags ${flags.toString(16).padStart(2, "0")}` : "";
  return `${framingName(framing)} ${what}${said}, length ${length}`;
}
