import type { JsonObject, Message } from "@bufbuild/protobuf";
import type { Call } from "../call/call.ts";
import { badField } from "../call/details.ts";
import { readJson } from "../call/handlers.ts";
import { durationText, milliseconds } from "../call/wait.ts";

interface FrameJson {
  readonly sequence?: string;
  readonly offset?: string;
  readonly pixels?: string;
  readonly keyFrame?: boolean;
}

/** Most places that are told one by one, whether they hold key frames or are missing. */
const MOST_PLACES = 1000;

/** Counts the frames of a film as they come; refuses a film that goes backwards. */
export async function uploadFrames(frames: AsyncIterable<Message>, call: Call): Promise<JsonObject> {
  let frameCount = 0n;
  let byteCount = 0n;
  let next = 0n;
  let length = 0;
  const keyFrames: string[] = [];
  const missing: string[] = [];
  for await (const message of frames) {
    const frame = readJson<FrameJson>(message, call);
    const sequence = BigInt(frame.sequence ?? "0");
    if (sequence < next) throw badField(call, "sequence", `must be at least ${next}, was ${sequence}`);
    for (let place = next; place < sequence && missing.length < MOST_PLACES; place += 1n) {
      missing.push(String(place));
    }
    next = sequence + 1n;
    frameCount += 1n;
    byteCount += BigInt(Buffer.byteLength(frame.pixels ?? "", "base64"));
    length = Math.max(length, milliseconds(frame.offset, 0));
    if (frame.keyFrame === true && keyFrames.length < MOST_PLACES) keyFrames.push(String(sequence));
  }
  return {
    frameCount: String(frameCount),
    byteCount: String(byteCount),
    keyFrames,
    length: durationText(length),
    missing,
  };
}
