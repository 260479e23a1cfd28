/** The bound on waiting for a connection: one timer for all calls of a channel, most of which never wait. */

/** A call that has no stream yet. */
export interface WaitingCall {
  /** Ends the call: no connection came about in time. */
  giveUp(): void;
}

/** Ends each call that waits for longer than `timeout` ms. Keeps the process alive while a call waits. */
export class ConnectWatch {
  readonly #timeout: number;
  /** When each began to wait; the first began first. */
  readonly #waiting = new Map<WaitingCall, number>();
  #timer: NodeJS.Timeout | undefined;

  constructor(timeout: number) {
    this.#timeout = timeout;
  }

  add(call: WaitingCall): void {
    this.#waiting.set(call, performance.now());
    if (this.#timer === undefined) this.#wait(this.#timeout);
    else this.#timer.ref();
  }

  delete(call: WaitingCall): void {
    if (this.#waiting.delete(call) && this.#waiting.size === 0) this.#timer?.unref();
  }

  #wait(time: number): void {
    this.#timer = setTimeout(() => {
      this.#timer = undefined;
      this.#look();
    }, time);
  }

  #look(): void {
    const now = performance.now();
    for (const [call, since] of this.#waiting) {
      const left = since + this.#timeout - now;
      // Timers may fire a little early.
      if (left > 1) {
        this.#wait(left);
        return;
      }
      this.#waiting.delete(call);
      call.giveUp();
    }
  }
}
