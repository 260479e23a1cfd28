/** Waiting for a server that is not up yet: a connection is tried again and again until one stands. */
import { setTimeout as wait } from "node:timers/promises";
import { type ConnectionFailure, toConnectionFailure } from "../connection-failure.ts";
import type { HttpClient, HttpVersion } from "./client.ts";

/** ms between two tries: doubled from the first to the last, as gRPC does for its connections. */
const FIRST_WAIT = 250;
const LONGEST_WAIT = 5000;

/** Resolves when a connection stands, or `signal` aborts; `onFailure` hears of each try that failed. */
export async function waitForServer(
  client: HttpClient,
  version: HttpVersion,
  signal: AbortSignal,
  onFailure: (failure: ConnectionFailure) => void,
): Promise<void> {
  for (let time = FIRST_WAIT; !signal.aborted; time = Math.min(2 * time, LONGEST_WAIT)) {
    try {
      await client.prepare(version);
      return;
    } catch (error) {
      onFailure(toConnectionFailure(error, client.route.target.label));
      await wait(time, undefined, { signal }).catch(() => undefined);
    }
  }
}
