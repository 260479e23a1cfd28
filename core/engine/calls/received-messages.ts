/** All messages of an answer: the first are documents, those after them are read out of the recording. */
import type { ReceivedMessage } from "../../assertions/facts.ts";
import { ByteglassError } from "../../error.ts";
import type { Parts } from "../parts.ts";

const decoderPart = () => import("../../recordings/decoder.ts");

/** Messages that are looked at together. */
const maximumMessages = 200_000;

/** What names the messages of a call. */
export interface Received {
  /** The ids of the documents, in order. */
  readonly documentIds: readonly string[];
  /** Messages that came, documents or not. */
  readonly count: number;
  readonly recordingId: string;
}

/** The messages, in order. Rejects with `not-found` when they are not kept any more, `too-large` when there are too many. */
export async function receivedMessages(
  { documents, recordings }: Pick<Parts, "documents" | "recordings">,
  { documentIds, count, recordingId }: Received,
): Promise<readonly ReceivedMessage[]> {
  if (count <= documentIds.length) {
    const whole = await Promise.all(documentIds.map((id) => documents.whole(id)));
    return whole.map((document) => ({
      json: document.readJson(0, Number.MAX_SAFE_INTEGER),
      bytes: document.bytes,
    }));
  }
  if (count > maximumMessages) {
    throw new ByteglassError(
      "too-large",
      `The answer has ${count} messages, and at most ${maximumMessages} are looked at.`,
      {
        hint: "Ask the server for fewer, or look at the recording of the call.",
      },
    );
  }
  const { recording } = recordings.get(recordingId);
  const { messageText } = await decoderPart();
  return Array.from({ length: recording.messageCount("in") }, (_, number) => {
    const event = recording.eventOf("in", number);
    return { json: messageText(recording, event), bytes: recording.bytesOf(event) };
  });
}
