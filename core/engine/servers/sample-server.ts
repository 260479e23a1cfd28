/** The bundled sample server, started at most once. The engine does not know it: a face hands in how it is started. */
import type { SampleAddresses } from "../../contract/views.ts";
import { ByteglassError } from "../../error.ts";

/** A sample server that runs. */
export interface RunningSample {
  readonly addresses: SampleAddresses;
  stop(): Promise<void>;
}

/** Starts the sample server and resolves when it can be called. */
export type SampleStarter = () => Promise<RunningSample>;

/** Starts and stops the one sample server. */
export interface SampleServer {
  /** Starts it, or answers with the one that runs. */
  start(): Promise<SampleAddresses>;
  /** Stops it; nothing happens when none runs. */
  stop(): Promise<void>;
}

/** A sample server that is not started yet. Without a starter `start` rejects with `unsupported`. */
export function createSampleServer(starter: SampleStarter | undefined): SampleServer {
  let running: Promise<RunningSample> | undefined;

  async function start(): Promise<SampleAddresses> {
    if (starter === undefined) {
      throw new ByteglassError("unsupported", "No sample server comes with this engine.", {
        hint: "Start it in a terminal with `byteglass sample`.",
      });
    }
    running ??= starter();
    const attempt = running;
    try {
      return (await attempt).addresses;
    } catch (thrown) {
      // A failed start is forgotten, so that the next one tries again.
      if (running === attempt) running = undefined;
      throw thrown;
    }
  }

  async function stop(): Promise<void> {
    const ending = running;
    running = undefined;
    const sample = await ending?.catch(() => undefined);
    await sample?.stop();
  }

  return { start, stop };
}
