import { resolve } from "node:path";
import type { SavedRequest } from "../../core/contract/collections.ts";
import type { Engine } from "../../core/contract/engine.ts";
import type { VariableScope } from "../../core/contract/environments.ts";
import type { CallRecord } from "../../core/contract/views.ts";
import { ByteglassError } from "../../core/error.ts";
import { commonOptions } from "../arguments.ts";
import { cancellable } from "../cancellable.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { givenVariables, variableOption } from "../run/given-variables.ts";

const shareOptions = {
  out: {
    type: "string",
    value: "FILE",
    text: "The file to write; the request's name with .byteglass unless told.",
  },
  env: { type: "string", value: "NAME", text: "The environment whose variables go with the request." },
  var: variableOption,
  send: {
    type: "boolean",
    text: "Send the request first, and put its messages and its answer into the file.",
  },
} as const;

/** `byteglass share`: a saved request as one file that opens anywhere, without its server. */
export const share: Command = {
  usage: ["share REQUEST [--out FILE] [--env NAME] [--var NAME=VALUE] [--send]"],
  summary:
    "Writes a saved request as one file with the descriptors it needs, and with its answer when it is sent.",
  options: { ...shareOptions, ...commonOptions },
  notes: [
    "REQUEST is the file of a saved request. Its schema is read from where the request or its collection says.",
    [
      "The window opens the file without a server, `byteglass timeline` tells what is in it, and it is a descriptor set too:",
      "--protoset takes it. Values of variables go with it, those of secrets and credentials do not.",
    ].join("\n"),
    "With --json: {file, method, sent, statusName, eventCount, byteLength}.",
  ],
  examples: [
    "byteglass share api/smoke/health.yml --env staging --send",
    "byteglass timeline health.byteglass",
  ],
  run: runShare,
};

interface Shared {
  readonly path: string;
  readonly request: SavedRequest;
  readonly schemaId: string;
  readonly scope: VariableScope;
}

async function runShare(context: CommandContext): Promise<number> {
  const { given, terminal } = context;
  const path = resolve(requireWord("share", given, 0, "a REQUEST"));
  refuseMore("share", given, 1);
  const overrides = givenVariables(given);
  const engine = await context.engine();
  const request = await readRequest(engine, path);
  const environment = given.text("env");
  const scope: VariableScope = {
    file: path,
    request: request.variables ?? [],
    overrides,
    ...(environment === undefined ? {} : { environment }),
  };
  const sources = [...(await engine.savedSources({ file: path, request }))];
  const { schemaId } = await openSchema(engine, terminal, { sources, scope });
  const shared: Shared = { path, request, schemaId, scope };
  const record = given.flag("send") ? await send(context, engine, shared) : undefined;
  const file = resolve(given.text("out") ?? path.replace(/^.*[\\/]|\.ya?ml$/g, "").concat(".byteglass"));
  const written = await cancellable(engine, terminal, "share", (operationId) =>
    engine.shareRequest({
      operationId,
      file,
      schemaId,
      request,
      scope,
      ...(record === undefined ? {} : { recordingId: record.operationId }),
    }),
  );
  const statusName = record?.status.name;
  if (given.flag("json")) {
    const { method } = request;
    terminal.write(`${toJsonText({ ...written, method, sent: record !== undefined, statusName })}\n`);
  } else {
    const answer = statusName === undefined ? "without an answer" : `with its answer (${statusName})`;
    terminal.write(`${file}: ${request.name}, ${answer}\n`);
  }
  return exitOk;
}

async function readRequest(engine: Engine, path: string): Promise<SavedRequest> {
  const { request, findings } = await engine.readRequest({ file: path });
  if (request !== undefined) return request;
  throw new ByteglassError("bad-text", `${path} is no request that can be shared.`, {
    hint: "Name the file of a saved request, and correct what is listed.",
    findings,
  });
}

async function send(
  { terminal }: CommandContext,
  engine: Engine,
  { request, schemaId, scope }: Shared,
): Promise<CallRecord> {
  const { target, security = { mode: "auto" }, connection, channel = "grpc", deadline } = request;
  const takesOne = request.methodKind !== "client-stream" && request.methodKind !== "bidi-stream";
  const texts = request.messages.map(({ text }) => text);
  return await cancellable(engine, terminal, "call", (operationId) =>
    engine.call({
      operationId,
      schemaId,
      method: request.method,
      channel,
      server: { target, security, ...(connection && { connection }) },
      messages: texts.length === 0 && takesOne ? ["{}"] : texts,
      metadata: request.metadata
        .filter(({ disabled }) => disabled !== true)
        .map(({ name, value }) => ({ name, value })),
      ...(typeof deadline === "number" ? { deadline } : {}),
      ...(typeof deadline === "string" ? { deadlineText: deadline } : {}),
      ...(request.options && { options: request.options }),
      ...(request.authorization && { authorization: request.authorization }),
      ...(request.binding === undefined ? {} : { binding: request.binding }),
      scope,
    }),
  );
}
