/** How often a request is repeated, as typed and as numbers. Pure. */
import { readTime } from "../connection/units.ts";
import type { RepeatChoice } from "../state/drafts.ts";

/** What a new load begins with. */
export const USUAL_REPEAT: RepeatChoice = { count: "200", concurrency: "1", duration: "" };

/** The most calls at the same time, and in all. */
const MOST_AT_A_TIME = 1000;
const MOST_CALLS = 100_000_000;

/** What was typed, read: numbers, or what is wrong with each text. */
export interface RepeatReading {
  readonly count?: number;
  readonly concurrency: number;
  /** ms. */
  readonly duration?: number;
  /** What stands in the way, by the text it is about; empty when it can be started. */
  readonly wrong: Readonly<Partial<Record<keyof RepeatChoice, string>>>;
}

/** Reads a choice: whole numbers, a time such as `10 s`; a number of calls, a time, or both are needed. */
export function readRepeat({ count, concurrency, duration }: RepeatChoice): RepeatReading {
  const calls = readCount(count, MOST_CALLS);
  const workers = readCount(concurrency, MOST_AT_A_TIME);
  const time = duration.trim() === "" ? undefined : readTime(duration);
  const wrong: Partial<Record<keyof RepeatChoice, string>> = {};
  if (count.trim() === "" && duration.trim() === "")
    wrong.count = "Say how many calls to make, or for how long.";
  else if (count.trim() !== "" && calls === undefined)
    wrong.count = `“${count.trim()}” is no number of calls: write a whole number from 1 to 100,000,000.`;
  if (workers === undefined)
    wrong.concurrency = "Write how many calls run at the same time: a whole number from 1 to 1,000.";
  if (duration.trim() !== "" && time === undefined)
    wrong.duration = `“${duration.trim()}” is no time: write 10 s, 500 ms or 2 min.`;
  return {
    ...(calls === undefined ? {} : { count: calls }),
    concurrency: workers ?? 1,
    ...(time === undefined ? {} : { duration: time }),
    wrong,
  };
}

function readCount(text: string, most: number): number | undefined {
  const digits = text.trim().replace(/[,_\s]/g, "");
  if (!/^\d{1,9}$/.test(digits)) return undefined;
  const count = Number(digits);
  return count >= 1 && count <= most ? count : undefined;
}
