import { byteCount, type Rule } from "../rule.ts";

const NOT_FRAMED = "Take the input without frames, or with another framing, if this makes no sense.";

/** Findings about the frames around messages. */
export const FRAME_RULES = {
  "frame-truncated": {
    severity: "error",
    detail: ([missing]) => `missing ${missing}`,
    message: (c) =>
      `The frame whose message begins at ${c.at} says ${byteCount(c.values[1])}, ${c.values[2]} ${c.values[2] === 1 ? "is" : "are"} here: ${c.values[0]} missing.`,
    hint: "The capture ended early: what is here is shown as far as it goes.",
  },
  "frame-flags-unknown": {
    severity: "error",
    detail: ([flags]) => `0x${Number(flags).toString(16).padStart(2, "0")}`,
    message: (c) =>
      `The frame at ${c.at} has the flags 0x${Number(c.values[0]).toString(16).padStart(2, "0")}; ${c.values[1]} knows ${c.values[2]}.`,
    hint: NOT_FRAMED,
  },
  "frame-compression-unknown": {
    severity: "warning",
    message: (c) =>
      `The frame says that the message at ${c.at} is compressed, in a way its first bytes do not show.${c.values[0] === 1 ? " It reads cleanly as it is." : ""}`,
    hint: "The header grpc-encoding of the call names the compression.",
  },
  "frame-decompress-failed": {
    severity: "error",
    detail: ([compression]) => String(compression),
    message: (c) => `The message at ${c.at} cannot be decompressed as ${c.values[0]}: ${c.values[1]}.`,
    hint: "The capture lost bytes, or the header grpc-encoding of the call names another compression.",
  },
  "frame-compressed-but-larger": {
    severity: "warning",
    message: (c) =>
      `The compressed message at ${c.at} takes ${byteCount(c.values[0])}, more than the ${c.values[1]} it holds.`,
    hint: "Sending it as it is would be smaller and faster.",
  },
  "frame-empty": {
    severity: "information",
    message: (c) => `The frame at ${c.at} holds an empty message.`,
  },
  "trailing-after-frames": {
    severity: "error",
    message: (c) => `${byteCount(c.end - c.start)} at ${c.at} after the last frame are no frame.`,
    hint: "The capture ended inside a frame header, or the bytes before are not framed.",
  },
  "delimiter-truncated": {
    severity: "error",
    message: (c) => `The length at ${c.at} before the next message ends before its last byte.`,
    hint: "The capture ended inside a length, or the bytes before are not delimited messages.",
  },
  "confluent-header": {
    severity: "information",
    message: (c) =>
      `The first ${byteCount(c.end - c.start)} are a Confluent header: schema id ${c.values[0]}, message ${c.values[1]} of that schema.`,
  },
} as const satisfies Record<string, Rule>;
