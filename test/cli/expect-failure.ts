/** A table of commands that fail: words, exit status, and what standard error says. */
import { expect } from "vitest";
import { runByteglass } from "./run-byteglass.ts";
import type { SampleProcess } from "./sample-process.ts";

/** Names in braces (`{grpc}`) stand for the sample's addresses; standard output is empty. */
export type FailureCase = readonly [
  title: string,
  words: readonly string[],
  exit: number,
  stderr: readonly (string | RegExp)[],
];

/** Runs the words and compares everything the process left. */
export async function expectFailure(
  sample: SampleProcess,
  [, words, exit, stderr]: FailureCase,
): Promise<void> {
  const fill = (text: string): string =>
    text.replaceAll(/\{(\w+)\}/g, (whole, name: string) =>
      name in sample ? String(Reflect.get(sample, name)) : whole,
    );
  const outcome = await runByteglass(words.map(fill));
  expect({
    exit: outcome.exit,
    stdout: outcome.stdout,
    stderr: outcome.stderr.split("\n").slice(0, -1),
  }).toEqual({
    exit,
    stdout: "",
    stderr: stderr.map((line) => (typeof line === "string" ? fill(line) : expect.stringMatching(line))),
  });
}
