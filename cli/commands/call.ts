import type { Engine } from "../../core/contract/engine.ts";
import type { CallRequest, ChannelKind, SchemaSource } from "../../core/contract/params.ts";
import type { CallRecord, EngineEvent } from "../../core/contract/views.ts";
import { ByteglassError } from "../../core/error.ts";
import { type Arguments, commonOptions } from "../arguments.ts";
import { readAuthorization } from "../authorization-options.ts";
import { createAnswer } from "../call/answer.ts";
import { bindingOption, readBinding } from "../call/binding.ts";
import { anyMessages, type BodyMessage, dataOption, readBodies } from "../call/body.ts";
import { findBodyFault } from "../call/body-faults.ts";
import { channelOptions, readChannel, readHttpOptions } from "../call/channel.ts";
import { describeConnection } from "../call/connection-lines.ts";
import { callAndFeed, readBody, readFeed, streamOptions } from "../call/feed.ts";
import { headerLines } from "../call/header-lines.ts";
import type { InputListener } from "../call/input-feed.ts";
import { openMethod } from "../call/method-schema.ts";
import { readRawBodies } from "../call/raw-bodies.ts";
import { repeatCall, repeatOptions, repeats } from "../call/repeat.ts";
import { describeStatus } from "../call/status-lines.ts";
import { transferLines } from "../call/transfer-lines.ts";
import { checkRecordable, writeRecording } from "../call/write-recording.ts";
import { cancellable } from "../cancellable.ts";
import { createPaint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { mannerOptions, readManner } from "../connection-options.ts";
import { askConsent } from "../consent.ts";
import { exitInterrupted, exitOfStatus } from "../exit-status.ts";
import { failWith } from "../failure.ts";
import {
  readFileSources,
  readHeaders,
  readMaximumTime,
  readServer,
  readSources,
  readTokenWay,
  schemaOptions,
  serverOptions,
} from "../options.ts";
import { refuseMore, requireCalled } from "../positionals.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";
import { readVariableScope } from "../variable-scope.ts";

const callOptions = {
  ...dataOption(anyMessages),
  bytes: {
    type: "string",
    multiple: true,
    value: "HEX|@FILE",
    text: "The message as bytes, sent exactly as they are, well formed or not; in place of -d.",
  },
  ...channelOptions,
  ...bindingOption,
  verbose: {
    type: "boolean",
    short: "v",
    text: "Tell on standard error how the connection came about, step by step, what was compressed, and headers and trailers.",
  },
  ...mannerOptions,
  validate: {
    type: "boolean",
    text: "Send nothing when a message breaks a rule of its schema (buf.validate).",
  },
} as const;

/** `byteglass call`: one call from JSON to JSON. */
export const call: Command = {
  usage: ["call TARGET METHOD -d JSON|@FILE|- [options]"],
  summary: "Calls a method with a message given as JSON, and prints the answer as JSON.",
  options: {
    ...callOptions,
    ...streamOptions,
    ...repeatOptions,
    ...schemaOptions,
    ...serverOptions,
    ...commonOptions,
  },
  notes: [
    [
      "METHOD is pkg.Service/Method. The schema comes from the server's reflection, or from --proto, --protoset or",
      "--reflect. For every --channel but grpc, TARGET is the HTTP server, and one of those is needed.",
    ].join("\n"),
    [
      "A stream's messages are printed one a line as they come. A client stream with -d - sends each JSON document of",
      "standard input as soon as it is whole, and half-closes at its end.",
    ].join("\n"),
    [
      "With --json a unary call is one object: {status, headers, trailers, times, sizes, message, messageHex, …}. A stream",
      "is its events, one object a line as they happen; --events prints those of a unary call too.",
    ].join("\n"),
  ],
  examples: [
    `byteglass call localhost:50051 helloworld.Greeter/SayHello -d '{"name": "you"}'`,
    "byteglass call http://localhost:8080 pkg.Service/Method --channel http-json --reflect localhost:50051 -d @body.json",
    `byteglass call {{host}} pkg.Service/Method -d '{"id": {{id}}}' --var id=7 --collection api --env staging`,
    "byteglass call https://connect.example pkg.Service/Method --channel connect --proto api.proto -d '{}'",
  ],
  run: runCall,
};

/** A call as the options ask for it, before its method is known. */
interface Asked {
  readonly target: string;
  readonly method: string;
  readonly channel: ChannelKind;
  readonly binding: number | undefined;
  readonly maximumTime: number | undefined;
}

async function runCall(context: CommandContext): Promise<number> {
  const { given, terminal } = context;
  const asked = readAsked(given);
  const many = repeats(context);
  checkRecordable(given);
  const variables = readVariableScope(given);
  // Values are put into whole messages, before the call.
  const feed =
    variables.scope === undefined || given.text("replay") !== undefined ? readFeed(given) : undefined;
  const sources = callSources(given, asked);
  const bodies = feed === undefined ? await readBodies(given, terminal) : [];
  const raw = await readRawBodies(given, terminal);
  const ear: { take?: (event: EngineEvent) => void } = {};
  const engine = await context.engine((event) => ear.take?.(event));
  const credentials = { authorization: readAuthorization(given), way: readTokenWay(given) };
  await askConsent(engine, terminal, { ...credentials, ...variables });
  const opened = await openMethod(engine, terminal, sources, asked.method, bodies, variables);
  if (opened.method === undefined) return await refuseMethod(engine, given, asked, opened.schemaId);
  const body = await readBody(context, opened, { feed, bodies, raw });
  const { method } = opened;
  const answer = createAnswer(context, opened, engine);
  ear.take = answer.take;
  const request: CallRequest = {
    ...callRequest(given, asked, body.schemaId, method.fullName, body.messages),
    ...(raw && { bodies: [...raw] }),
    ...(body.feed === undefined ? {} : { keepOpen: true }),
    ...variables,
  };
  let latest = body.messages;
  const tellFault = async (thrown: ByteglassError): Promise<number> => {
    const sent = body.feed === undefined ? "nothing" : terminal.isTyped ? "none of it" : "those before";
    const fault = await findBodyFault(engine, body.schemaId, method.inputType, latest, sent);
    if (fault === undefined) throw thrown;
    return failWith(fault.error, terminal, given.flag("json"), fault.source);
  };
  const listener: InputListener = {
    onMessages: (messages) => {
      latest = messages;
    },
    onFault: async (thrown) => void (await tellFault(thrown)),
  };
  try {
    if (many) return await repeatCall(context, engine, request);
    const record = await cancellable(engine, terminal, request.operationId, () =>
      callAndFeed(engine, terminal, request, body.feed, listener),
    );
    await answer.finish(record, body.messages);
    await writeRecording(context, engine, record);
    if (given.flag("verbose")) tellConnection(record, terminal);
    return finish(record, context);
  } catch (thrown) {
    if (!(thrown instanceof ByteglassError) || thrown.code !== "bad-json") throw thrown;
    return await tellFault(thrown);
  }
}

/** The engine knows the names that are near, and refuses the call before anything is sent. */
async function refuseMethod(
  engine: Engine,
  given: Arguments,
  asked: Asked,
  schemaId: string,
): Promise<never> {
  await engine.call(callRequest(given, asked, schemaId, asked.method, []));
  throw new ByteglassError("not-found", `${asked.method} is no method.`);
}

function readAsked(given: Arguments): Asked {
  refuseMore("call", given, 2);
  const { target, method } = requireCalled("call", given);
  const channel = readChannel(given);
  const binding = readBinding(given);
  if (binding !== undefined && channel !== "http-json") {
    throw usageError(
      `--binding is for --channel http-json, not for ${channel}.`,
      "Leave one of the two out.",
    );
  }
  return {
    target,
    method,
    channel,
    binding,
    maximumTime: readMaximumTime(given),
  };
}

function callSources(given: Arguments, { channel, target }: Asked): SchemaSource[] {
  const files = readFileSources(given);
  const reflects = channel === "grpc" && files.length === 0;
  const sources = readSources(given, reflects ? target : undefined);
  if (sources.length > 0) return [...sources];
  throw usageError(
    `The channel ${channel} needs a schema: an HTTP server does not tell its own.`,
    "Add --reflect GRPC_TARGET, --proto FILE or --protoset FILE.",
  );
}

function callRequest(
  given: Arguments,
  { target, channel, binding, maximumTime }: Asked,
  schemaId: string,
  method: string,
  messages: readonly BodyMessage[],
): CallRequest {
  const options = readManner(given);
  const authorization = readAuthorization(given);
  return {
    operationId: "call",
    schemaId,
    method,
    channel,
    server: readServer(target, given),
    messages: messages.map(({ text }) => text),
    metadata: [...readHeaders(given, "header")],
    ...(maximumTime === undefined ? {} : { deadline: maximumTime }),
    ...(binding === undefined ? {} : { binding }),
    http: readHttpOptions(given, channel),
    ...(options === undefined ? {} : { options }),
    ...(authorization === undefined ? {} : { authorization }),
    validate: given.flag("validate"),
  };
}

function tellConnection(record: CallRecord, terminal: Terminal): void {
  const { connection, events } = record;
  const paint = createPaint(terminal.warnColour);
  const lines = connection === undefined ? [] : describeConnection(connection, paint);
  for (const line of [...lines, ...transferLines(events), ...headerLines(record)]) terminal.warn(line);
}

function finish(record: CallRecord, { terminal }: CommandContext): number {
  if (terminal.signal.aborted) {
    terminal.warn("Cancelled.");
    return exitInterrupted;
  }
  if (record.status.code !== 0) {
    for (const line of describeStatus(record.status, createPaint(terminal.warnColour))) terminal.warn(line);
  }
  return exitOfStatus(record.status.code);
}
