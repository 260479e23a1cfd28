import { engine } from "../engine/link.ts";

/** Lets the engine forget a recording; one that is gone already is no loss. */
export async function forgetRecording(recordingId: string): Promise<void> {
  await (await engine()).releaseRecording({ recordingId }).catch(() => undefined);
}
