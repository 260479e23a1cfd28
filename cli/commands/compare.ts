import type { Comparison } from "../../core/contract/compare.ts";
import { ByteglassError } from "../../core/error.ts";
import { commonOptions } from "../arguments.ts";
import { readAuthorization } from "../authorization-options.ts";
import { bindingOption } from "../call/binding.ts";
import { dataOption, readBodies, splitMessages } from "../call/body.ts";
import { httpOptions } from "../call/channel.ts";
import { openMethod } from "../call/method-schema.ts";
import { cancellable } from "../cancellable.ts";
import { createPaint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { readCompared } from "../compare/channels.ts";
import { printComparison } from "../compare/print.ts";
import { mannerOptions, readManner } from "../connection-options.ts";
import { askConsent } from "../consent.ts";
import { counted } from "../counted.ts";
import { readCount } from "../counts.ts";
import { exitDifferent, exitInterrupted, exitOfStatus, exitOk } from "../exit-status.ts";
import { failWith } from "../failure.ts";
import { toJsonText } from "../json-text.ts";
import {
  readHeaders,
  readMaximumTime,
  readSources,
  readTokenWay,
  schemaOptions,
  serverOptions,
} from "../options.ts";
import { refuseMore, requireCalled } from "../positionals.ts";
import { createProgress } from "../progress.ts";
import { readVariableScope } from "../variable-scope.ts";

const compareOptions = {
  ...dataOption("The message, as for call."),
  channels: {
    type: "string",
    value: "KINDS",
    text: "What to compare, with commas: grpc,connect,http-json (grpc,http-json unless told). KIND=TARGET names a server.",
  },
  "http-target": {
    type: "string",
    value: "TARGET",
    text: "The server of every channel but grpc; TARGET unless told.",
  },
  ...httpOptions,
  ...bindingOption,
  count: { type: "string", short: "n", value: "N", text: "Measured calls a channel; 100 unless told." },
} as const;

/** `byteglass compare`: one message over several channels. */
export const compare: Command = {
  usage: ["compare TARGET METHOD -d JSON|@FILE|- [options]"],
  summary: "Sends one message over several channels and shows what differs: bytes, times, answers.",
  options: {
    ...compareOptions,
    ...mannerOptions,
    ...schemaOptions,
    ...serverOptions,
    ...commonOptions,
  },
  notes: [
    [
      "Each channel makes one call a round, in changing order, over a connection of its own. The first round opens the",
      "connections and is not measured. Exit status 1 when the decoded answers differ or a channel does not answer, that of",
      "the calls (64 + code) when none does.",
    ].join("\n"),
    "With --json: {method, count, channels: [{channel, request, response, latency, answer, differences, …}], conclusion}.",
  ],
  examples: [
    `byteglass compare localhost:50051 pkg.Service/Get -d '{"id": 1}' --http-target http://localhost:8080 -n 200`,
  ],
  run: compareChannels,
};

async function compareChannels({ given, terminal, engine }: CommandContext): Promise<number> {
  refuseMore("compare", given, 2);
  const { target, method: name } = requireCalled("compare", given);
  const channels = readCompared(given, target);
  const count = readCount(given, "count", 100, 100_000);
  const deadline = readMaximumTime(given);
  const authorization = readAuthorization(given);
  const options = readManner(given);
  const variables = readVariableScope(given);
  const bodies = await readBodies(given, terminal);
  const progress = createProgress(terminal, given.flag("json"));
  const running = await engine((event) => event.kind === "progress" && progress.tell(event.stage));
  const opened = await openMethod(running, terminal, readSources(given, target), name, bodies, variables);
  await askConsent(running, terminal, { authorization, way: readTokenWay(given), ...variables });
  const [message] = splitMessages(bodies, "unary", name);
  const text = message?.text ?? "{}";
  const comparing = cancellable(running, terminal, "compare", (operationId) =>
    running.compareChannels({
      operationId,
      schemaId: opened.schemaId,
      // A name that is not there is told with those that are near.
      method: opened.method?.fullName ?? name,
      message: text,
      metadata: [...readHeaders(given, "header")],
      ...(authorization === undefined ? {} : { authorization }),
      ...(deadline === undefined ? {} : { deadline }),
      ...(options === undefined ? {} : { options }),
      ...variables,
      channels: [...channels],
      count,
    }),
  );
  const comparison = await comparing.catch((thrown: unknown) => {
    progress.clear();
    if (!(thrown instanceof ByteglassError) || thrown.code !== "bad-json") throw thrown;
    return failWith(thrown, terminal, given.flag("json"), text);
  });
  if (typeof comparison === "number") return comparison;
  progress.clear();
  terminal.write(
    given.flag("json")
      ? `${toJsonText(comparison)}\n`
      : printComparison(comparison, createPaint(terminal.colour)),
  );
  if (comparison.cancelled) {
    terminal.warn(`Cancelled after ${comparison.count} of ${counted(count, "call")} each.`);
    return exitInterrupted;
  }
  return exitOf(comparison);
}

/** The status of the calls when no channel answered; 1 when one did not, or answered otherwise. */
function exitOf({ channels }: Comparison): number {
  const silent = channels.filter(({ okCount }) => okCount === 0);
  const [first] = silent.flatMap(({ failures }) => failures);
  if (silent.length === channels.length && first !== undefined) return exitOfStatus(first.status.code);
  const isDifferent = silent.length > 0 || channels.some(({ answer }) => answer === "different");
  return isDifferent ? exitDifferent : exitOk;
}
