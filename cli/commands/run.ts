import type { RunCollectionRequest, RunEvent } from "../../core/contract/runner.ts";
import type { EngineEvent } from "../../core/contract/views.ts";
import { type Arguments, commonOptions } from "../arguments.ts";
import { cancellable } from "../cancellable.ts";
import { createPaint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitFailed, exitInterrupted, exitOk } from "../exit-status.ts";
import { tellFindings } from "../failure.ts";
import { givenVariables, variableOption } from "../run/given-variables.ts";
import { readReporters, writeReports } from "../run/reporters.ts";
import { describeCounts, describeResult } from "../run/result-lines.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";

const runOptions = {
  env: { type: "string", value: "NAME", text: "The environment whose variables are used." },
  var: variableOption,
  dotenv: {
    type: "string",
    value: "FILE",
    text: "A dotenv file with secrets, before the collection's own .env.",
  },
  filter: {
    type: "string",
    value: "TEXT",
    text: "Run requests that have this in their name, path, method or tags.",
  },
  concurrency: { type: "string", value: "N", text: "Requests at the same time; 1 unless told." },
  bail: { type: "boolean", text: "Stop at the first request that does not pass." },
  reporter: {
    type: "string",
    multiple: true,
    value: "NAME[=FILE]",
    text: "pretty (the default), junit, json or html, with commas between; one of them goes to standard output.",
  },
} as const;

/** `byteglass run`: saved requests with their assertions, for CI and by hand. */
export const run: Command = {
  usage: ["run PATH… [--env NAME] [--var NAME=VALUE] [options]"],
  summary: "Sends saved requests and holds their answers to what they assert.",
  options: { ...runOptions, ...commonOptions },
  notes: [
    "PATH is a collection (a folder with an opencollection.yml), a folder in it, or a request of it.",
    [
      "A request that says nothing of its status expects OK. The exit status is 0 when all passed, 1 when a request failed",
      "or could not be sent, 2 when the command was wrong.",
    ].join("\n"),
    "Secrets come from .env, from environment variables or from --var; reports show dots in their place.",
    "With --json, or --reporter json: {results: [{id, name, outcome, assertions: [{title, outcome, expected, got, …}]}], counts, …}.",
  ],
  examples: [
    "byteglass run api --env staging --reporter pretty,junit=report.xml",
    "byteglass run api/smoke --var host=localhost:50051 --concurrency 8 --bail",
  ],
  run: runRequests,
};

async function runRequests(context: CommandContext): Promise<number> {
  const { given, terminal } = context;
  const request = readRequest(given);
  const reporters = readReporters(given.texts("reporter"), given.flag("json"));
  const isPretty = reporters.some(({ name, file }) => name === "pretty" && file === undefined);
  const teller = new Teller(terminal, isPretty);
  const engine = await context.engine((event) => teller.take(event));
  const report = await cancellable(engine, terminal, request.operationId, () =>
    engine.runCollection(request),
  );
  terminal.progress("");
  tellFindings(report.findings, terminal);
  const plain = createPaint(false);
  const pretty = [
    ...report.results.flatMap((result) => describeResult(result, plain)),
    "",
    describeCounts(report, plain),
    "",
  ];
  await writeReports(reporters, report, pretty.join("\n"), terminal);
  if (isPretty) terminal.write(`\n${describeCounts(report, createPaint(terminal.colour))}\n`);
  if (terminal.signal.aborted) return exitInterrupted;
  return report.counts.failed + report.counts.error > 0 ? exitFailed : exitOk;
}

/** Tells results as they come, and how far the run is. */
class Teller {
  readonly #terminal: Terminal;
  readonly #isPretty: boolean;
  #total = 0;
  #ended = 0;
  #failed = 0;

  constructor(terminal: Terminal, isPretty: boolean) {
    this.#terminal = terminal;
    this.#isPretty = isPretty;
  }

  take(event: EngineEvent): void {
    if (event.kind === "run") this.#takeRun(event.event);
  }

  #takeRun(event: RunEvent): void {
    switch (event.kind) {
      case "planned":
        this.#total = event.total;
        break;
      case "started":
        this.#show(event.id);
        break;
      case "ended":
        this.#ended++;
        if (event.result.outcome === "failed" || event.result.outcome === "error") this.#failed++;
        if (!this.#isPretty) break;
        this.#terminal.progress("");
        this.#terminal.write(
          `${describeResult(event.result, createPaint(this.#terminal.colour)).join("\n")}\n`,
        );
        this.#show("");
    }
  }

  #show(id: string): void {
    const width = 24;
    const done = this.#total === 0 ? 0 : Math.round((this.#ended / this.#total) * width);
    const bar = `${"█".repeat(done)}${"░".repeat(width - done)}`;
    const failed = this.#failed === 0 ? "" : `, ${this.#failed} failed`;
    this.#terminal.progress(`${bar} ${this.#ended} of ${this.#total}${failed}  ${id}`);
  }
}

function readRequest(given: Arguments): RunCollectionRequest {
  const paths = [...given.positionals];
  if (paths.length === 0) {
    throw usageError(
      "run needs a PATH.",
      "Name a collection, a folder in it, or a request; see `byteglass run --help`.",
    );
  }
  const environment = given.text("env");
  const filter = given.text("filter");
  const dotenvFile = given.text("dotenv");
  return {
    operationId: "run",
    paths,
    variables: givenVariables(given),
    concurrency: readConcurrency(given.text("concurrency")),
    bail: given.flag("bail"),
    ...(environment === undefined ? {} : { environment }),
    ...(filter === undefined ? {} : { filter }),
    ...(dotenvFile === undefined ? {} : { dotenvFile }),
  };
}

function readConcurrency(text: string | undefined): number {
  if (text === undefined) return 1;
  const number = Number(text);
  if (Number.isInteger(number) && number >= 1 && number <= 256) return number;
  throw usageError(
    `--concurrency needs a number from 1 to 256, not "${text}".`,
    "Leave it out for one after another.",
  );
}
