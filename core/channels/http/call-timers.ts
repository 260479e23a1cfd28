/** What ends a call from outside: time, and the caller's signal. */
export class CallTimers {
  readonly #timers: NodeJS.Timeout[] = [];
  readonly #undo: (() => void)[] = [];

  /** Acts after a time in ms, unless cleared before. */
  after(milliseconds: number, act: () => void): void {
    this.#timers.push(setTimeout(act, milliseconds));
  }

  /** Acts when the signal aborts, or in the next turn when it has already. */
  onAbort(signal: AbortSignal | undefined, act: () => void): void {
    if (signal === undefined) return;
    signal.addEventListener("abort", act, { once: true });
    this.#undo.push(() => signal.removeEventListener("abort", act));
    if (signal.aborted) queueMicrotask(act);
  }

  clear(): void {
    for (const timer of this.#timers) clearTimeout(timer);
    for (const undo of this.#undo) undo();
  }
}
