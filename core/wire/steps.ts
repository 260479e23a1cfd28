/** Long work that can be paused: it yields every few ms, and returns its outcome. */
export type Steps<Outcome> = Generator<void, Outcome>;

/** Does the work without a pause. */
export function finish<Outcome>(steps: Steps<Outcome>): Outcome {
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}
