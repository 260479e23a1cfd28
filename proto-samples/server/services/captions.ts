import type { JsonObject, Message } from "@bufbuild/protobuf";
import type { Call, Handlers } from "../call/call.ts";
import { badField } from "../call/details.ts";
import { bidiStream, readJson } from "../call/handlers.ts";

/** What is said, one word a piece of sound. */
const WORDS = ["good", "morning", "all", "and", "welcome", "to", "the", "lab"];

interface AudioChunkJson {
  readonly config?: { readonly rateHertz?: number; readonly expectedWords?: number };
  readonly pcm?: string;
}

/** `samples.vision.v1.CaptionService`: one caption a piece of sound. */
export const captionHandlers: Handlers = {
  "samples.vision.v1.CaptionService.Live": bidiStream(live),
};

async function* live(chunks: AsyncIterable<Message>, call: Call): AsyncIterable<JsonObject> {
  call.sendHeaders();
  let expected: number | undefined;
  const said: string[] = [];
  for await (const message of chunks) {
    const chunk = readJson<AudioChunkJson>(message, call);
    if (chunk.config !== undefined) {
      if (expected !== undefined) throw badField(call, "config", "must be in the first message alone");
      expected = (chunk.config.expectedWords ?? 0) === 0 ? 3 : chunk.config.expectedWords;
      continue;
    }
    if (expected === undefined) throw badField(call, "config", "must be in the first message");
    if (chunk.pcm === undefined) throw badField(call, "pcm", "must hold sound");
    said.push(WORDS[said.length % WORDS.length] ?? "");
    yield { text: said.join(" "), final: said.length === expected };
  }
}
