/**
 * How long a connection may keep the process to itself. A server that sends faster than it is read brings a megabyte and
 * more in one turn of the event loop: whatever else waits for that turn, a Cancel among it, would wait for all of it.
 */
import type { Socket } from "node:net";

/** ms of work in one turn. */
const SHARE = 8;
/** ms without work after which a new share begins. */
const SILENCE = 1;

/** Holds a source of chunks back until the next turn whenever it has had its share of this one. */
export class TurnShare {
  readonly #hold: () => void;
  readonly #release: () => void;
  readonly #share: number;
  #beganAt = Number.NEGATIVE_INFINITY;
  #workedAt = Number.NEGATIVE_INFINITY;
  #held = false;

  /** `hold` stops the source, `release` lets it go on; `share` is in ms. */
  constructor(hold: () => void, release: () => void, share = SHARE) {
    this.#hold = hold;
    this.#release = release;
    this.#share = share;
  }

  /** Does the work of one chunk. */
  spend(work: () => void): void {
    const startedAt = performance.now();
    if (startedAt - this.#workedAt > SILENCE) this.#beganAt = startedAt;
    try {
      work();
    } finally {
      this.#workedAt = performance.now();
      if (!this.#held && this.#workedAt - this.#beganAt >= this.#share) this.#waitForTurn();
    }
  }

  #waitForTurn(): void {
    this.#held = true;
    this.#hold();
    setImmediate(() => {
      this.#held = false;
      this.#beganAt = performance.now();
      this.#release();
    });
  }
}

/** What Node's streams read from. */
interface ReadHandle {
  readStop(): unknown;
  readStart(): unknown;
}

/**
 * The share of a connection whose socket a session of HTTP/2 reads. Pausing a stream of the session only lets its window
 * run full, and Node offers nothing for the socket itself, so its handle is told; without one nothing is held back.
 */
export function shareOfSocket(socket: Socket, share = SHARE): TurnShare {
  const tell = (word: keyof ReadHandle): void => {
    const handle: unknown = Reflect.get(socket, "_handle");
    if (!socket.destroyed && canStop(handle)) handle[word]();
  };
  return new TurnShare(
    () => tell("readStop"),
    () => tell("readStart"),
    share,
  );
}

function canStop(handle: unknown): handle is ReadHandle {
  return typeof handle === "object" && handle !== null && "readStop" in handle && "readStart" in handle;
}
