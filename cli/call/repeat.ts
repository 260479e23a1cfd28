/** `call --repeat`: a small load, and the request for tools that make a large one. */

import type { Engine } from "../../core/contract/engine.ts";
import type { LatencyBar, LoadReport } from "../../core/contract/load.ts";
import type { CallRequest } from "../../core/contract/params.ts";
import type { OptionTable } from "../arguments.ts";
import { cancellable } from "../cancellable.ts";
import { createPaint, type Paint } from "../colour.ts";
import type { CommandContext } from "../command.ts";
import { counted } from "../counted.ts";
import { readCount } from "../counts.ts";
import { parseDuration } from "../duration.ts";
import { exitInterrupted, exitOfStatus, exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { usageError } from "../usage-error.ts";
import { countedFailure } from "./counted-failure.ts";

/** Options about many calls. */
export const repeatOptions: OptionTable = {
  repeat: {
    type: "boolean",
    text: "Make the call many times and print how long they took, in place of the answer.",
  },
  count: {
    type: "string",
    short: "n",
    value: "N",
    text: "With --repeat: calls to make; 200 unless told, or --duration.",
  },
  concurrency: { type: "string", value: "N", text: "With --repeat: calls at the same time; 1 unless told." },
  duration: {
    type: "string",
    value: "TIME",
    text: "With --repeat: stop beginning calls after this time: 10s, 1m.",
  },
  script: {
    type: "string",
    value: "k6|ghz",
    text: "Call nothing: print the request as a k6 script or a ghz configuration.",
  },
};

/** What the options ask for beside one call; undefined for one call. */
export function repeats({ given }: CommandContext): boolean {
  const script = given.text("script");
  if (script !== undefined && script !== "k6" && script !== "ghz") {
    throw usageError(`--script is k6 or ghz, not "${script}".`, "Both are tools that make load.");
  }
  if (given.flag("repeat") || script !== undefined) return true;
  const [stray] = ["count", "concurrency", "duration"].filter((option) => given.text(option) !== undefined);
  if (stray !== undefined) throw usageError(`--${stray} belongs to --repeat.`, "Add --repeat.");
  return false;
}

/** Repeats a call, or prints it as a script. */
export async function repeatCall(
  context: CommandContext,
  engine: Engine,
  call: CallRequest,
): Promise<number> {
  const { given, terminal } = context;
  const duration = readDuration(given.text("duration"));
  const concurrency = readCount(given, "concurrency", 1, 1000);
  const tool = given.text("script");
  const count =
    given.text("count") === undefined && duration !== undefined
      ? undefined
      : readCount(given, "count", 200, 100_000_000);
  if (tool === "k6" || tool === "ghz") {
    const { text, notes } = await engine.loadScript({ call, tool, count, duration, concurrency });
    terminal.write(text);
    for (const note of notes) terminal.warn(`warning: ${note}`);
    return exitOk;
  }
  const report = await cancellable(engine, terminal, "load", (operationId) =>
    engine.runLoad({ operationId, call, concurrency, count, duration }),
  );
  terminal.write(
    given.flag("json") ? `${toJsonText(report)}\n` : printReport(report, createPaint(terminal.colour)),
  );
  if (report.cancelled) {
    terminal.warn("Cancelled.");
    return exitInterrupted;
  }
  return exitOfStatus(report.failures[0]?.status.code ?? 0);
}

function readDuration(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const duration = parseDuration(text);
  if (duration !== undefined) return duration;
  throw usageError(
    `--duration does not understand "${text}".`,
    "Write a time above zero, such as 10s or 1m.",
  );
}

const BAR_WIDTH = 40;

function printReport(report: LoadReport, paint: Paint): string {
  const {
    method,
    count,
    okCount,
    failures,
    duration,
    callsPerSecond,
    concurrency,
    latency,
    histogram,
    caveat,
  } = report;
  const most = Math.max(1, ...histogram.map((bar) => bar.count));
  const ms = (value: number) => `${value.toFixed(2)} ms`;
  return [
    paint(
      "bold",
      `${method} · ${counted(count, "call")}, ${concurrency} at a time, ${(duration / 1000).toFixed(2)} s`,
    ),
    `${okCount} OK · ${callsPerSecond.toFixed(1)} calls/s`,
    ...failures.flatMap((failure) => countedFailure(failure, paint)),
    ...(latency === undefined
      ? []
      : [
          `p5 ${ms(latency.p5)} · p50 ${ms(latency.p50)} · p95 ${ms(latency.p95)} · p99 ${ms(latency.p99)} · longest ${ms(latency.maximum)}`,
        ]),
    ...histogram.map((bar) => barLine(bar, most)),
    paint("dim", caveat),
    "",
  ].join("\n");
}

function barLine({ from, to, count }: LatencyBar, most: number): string {
  const bar = "█".repeat(Math.ceil((count / most) * BAR_WIDTH));
  return `${from.toFixed(2).padStart(10)} – ${to.toFixed(2).padEnd(10)} ${bar.padEnd(BAR_WIDTH)} ${count}`;
}
