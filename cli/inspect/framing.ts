/** `--frames`: how messages are framed in an input. */
import type { InspectRequest } from "../../core/contract/params.ts";
import type { OptionTable } from "../arguments.ts";
import { usageError } from "../usage-error.ts";

export const framesOption: OptionTable = {
  frames: {
    type: "string",
    value: "KIND",
    text: "How messages are framed: auto (the default), none, grpc, grpc-web, connect, delimited, confluent.",
  },
};

const framings: Readonly<Record<string, InspectRequest["framing"]>> = {
  auto: "auto",
  none: "raw",
  grpc: "grpc",
  "grpc-web": "grpc-web",
  connect: "connect",
  delimited: "delimited",
  confluent: "confluent",
};

/** The framing of a word; `auto` without one. Throws `usage` for a word that is none. */
export function readFraming(word: string | undefined): InspectRequest["framing"] {
  if (word === undefined) return "auto";
  if (Object.hasOwn(framings, word)) return framings[word];
  throw usageError(`--frames does not know "${word}".`, `Choose one of ${Object.keys(framings).join(", ")}.`);
}
