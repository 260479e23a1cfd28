/** Reading a recording while its call goes on: again whenever there is more, one run at a time. */
import type { Engine } from "../../core/contract/engine.ts";
import type { RecordingState } from "../../core/contract/recordings.ts";

/** Messages, and their bytes, that may wait to be printed before the server has to wait. */
const MAXIMUM_BEHIND = { messages: 20_000, byteLength: 64 * 1024 * 1024 };

/** Where a call is, as far as it was told. */
export type Reached = Pick<
  RecordingState,
  "eventCount" | "sentCount" | "receivedCount" | "receivedByteLength" | "phase"
>;

/** What reads: up to where the call is, and how far it has come. */
export interface Reader {
  readUpTo(reached: () => Reached): Promise<void>;
  /** Received messages that were printed, and their bytes. */
  readonly printed: { readonly messages: number; readonly byteLength: number };
}

/** Drives a reader. */
export interface Reading {
  advance(reached: Reached): void;
  /** Resolves when everything that came has been printed. Rejects with the first failure. */
  settle(): Promise<void>;
}

const nothing: Reached = {
  eventCount: 0,
  sentCount: 0,
  receivedCount: 0,
  receivedByteLength: 0,
  phase: "open",
};

/** Reads on with every `advance`; a call whose messages come faster than they are printed is paused meanwhile. */
export function createReading(engine: Engine, operationId: string, reader: Reader): Reading {
  let reached = nothing;
  let reading: Promise<void> = Promise.resolve();
  let busy = false;
  let paused = false;

  function hold(wanted: boolean): void {
    if (paused === wanted) return;
    paused = wanted;
    // A call that has ended meanwhile has nothing to hold back.
    engine.pauseCall({ operationId, paused }).catch(() => undefined);
  }

  async function readOn(): Promise<void> {
    await reader.readUpTo(() => reached);
    hold(false);
  }

  return {
    advance(state) {
      reached = state;
      const { messages, byteLength } = reader.printed;
      const behind = state.receivedCount - messages > MAXIMUM_BEHIND.messages;
      const heavy = state.receivedByteLength - byteLength > MAXIMUM_BEHIND.byteLength;
      if ((behind || heavy) && state.phase !== "ended") hold(true);
      if (busy) return;
      busy = true;
      reading = reading.then(readOn).finally(() => {
        busy = false;
      });
      reading.catch(() => undefined);
    },
    async settle() {
      await reading;
      await readOn();
    },
  };
}
