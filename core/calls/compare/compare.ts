/** Channels in turns: each makes one call a round, so that what slows the machine slows all of them. */
import type { Comparison } from "../../contract/compare.ts";
import { conclude } from "./conclusion.ts";
import { Contender, type ContenderParts } from "./contender.ts";

/** How often each channel is called, and who hears of it. */
export interface CompareRun {
  readonly method: string;
  /** Measured rounds, after one that opens the connections. */
  readonly count: number;
  readonly signal: AbortSignal;
  readonly onRound: (done: number) => void;
}

/** Compares; when `signal` is aborted with what there is. Rejects with `no-binding` when no channel can carry the message. */
export async function compareContenders(
  parts: readonly ContenderParts[],
  { method, count, signal, onRound }: CompareRun,
): Promise<Comparison> {
  const contenders = parts.map((part) => new Contender(part));
  let done = 0;
  for (const contender of contenders) await contender.call(false, signal);
  const refusals = contenders.flatMap(({ refusal }) => (refusal === undefined ? [] : [refusal]));
  const [refusal] = refusals;
  if (refusal !== undefined && refusals.length === contenders.length) throw refusal;
  while (done < count && !signal.aborted) {
    // Whoever is first in a round may pay for the others: everybody is.
    for (let turn = 0; turn < contenders.length; turn++) {
      await contenders[(done + turn) % contenders.length]?.call(true, signal);
    }
    if (signal.aborted) break;
    done++;
    onRound(done);
  }
  const reference = contenders.find(({ answer }) => answer !== undefined);
  const channels = [];
  for (const contender of contenders) {
    const result = await contender.result(reference);
    channels.push(
      contender === reference && result.answer === "same"
        ? { ...result, answer: "reference" as const }
        : result,
    );
  }
  return { method, count: done, cancelled: signal.aborted, channels, conclusion: conclude(channels, done) };
}
