import {
  type CopiedRequest,
  type CopyForm,
  CopyFormSchema,
  type PortableRequest,
} from "../../core/contract/exchange.ts";
import { ChannelKindSchema } from "../../core/contract/params.ts";
import { type Arguments, commonOptions } from "../arguments.ts";
import { readAuthorization } from "../authorization-options.ts";
import { anyMessages, dataOption, readBodies, splitMessages } from "../call/body.ts";
import { readChannel } from "../call/channel.ts";
import { openMethod } from "../call/method-schema.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitOk } from "../exit-status.ts";
import { tellFindings } from "../failure.ts";
import { toJsonText } from "../json-text.ts";
import {
  readFileSources,
  readHeaders,
  readMaximumTime,
  readServer,
  readSources,
  schemaOptions,
  serverOptions,
} from "../options.ts";
import { refuseMore, requireCalled } from "../positionals.ts";
import { usageError } from "../usage-error.ts";
import { readVariableScope } from "../variable-scope.ts";

const forms = CopyFormSchema.options;

const copyOptions = {
  as: { type: "string", value: forms.join("|"), text: "The form to write." },
  line: {
    type: "string",
    value: "LINE",
    text: "A grpcurl, buf curl or curl line to take the request from, in place of TARGET and METHOD.",
  },
  ...dataOption(anyMessages),
  channel: {
    type: "string",
    value: ChannelKindSchema.options.join("|"),
    text: "How the call travels; grpc unless told.",
  },
} as const;

/** `byteglass copy`: a request in the form of another tool. Nothing is sent. */
export const copy: Command = {
  usage: ["copy TARGET METHOD -d JSON|@FILE|- --as FORM [options]", "copy --line LINE --as FORM"],
  summary: "Writes a call as a grpcurl, buf curl or curl line, or as a TypeScript program.",
  options: { ...copyOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "Nothing is called. The schema is read where the form needs it: for curl by HTTP + JSON, and for typescript.",
    "What the form cannot say is told on standard error. With --json: {text, findings}.",
  ],
  examples: [
    `byteglass copy localhost:50051 helloworld.Greeter/SayHello -d '{"name": "you"}' --as grpcurl`,
    "byteglass copy --line 'grpcurl -plaintext localhost:50051 a.B/C' --as typescript > call.ts",
  ],
  run: runCopy,
};

async function runCopy(context: CommandContext): Promise<number> {
  const { given, terminal } = context;
  const form = readForm(given);
  const variables = readVariableScope(given);
  const engine = await context.engine();
  const line = given.text("line");
  const read = line === undefined ? undefined : await engine.importRequests({ kind: "text", text: line });
  const [imported] = read?.requests ?? [];
  const request = imported ?? (await readRequest(context));
  const schemaId = needsSchema(request, form)
    ? (await openMethod(engine, terminal, request.sources, request.method, [], variables)).schemaId
    : undefined;
  const copied = await engine.copyRequest({
    request,
    form,
    ...variables,
    notCopied: imported === undefined ? notCopiedOf(given) : [],
    ...(schemaId === undefined ? {} : { schemaId }),
  });
  tell(context, { ...copied, findings: [...(read?.findings ?? []), ...copied.findings] });
  return exitOk;
}

/** What the options say and no other tool's line does. */
function notCopiedOf(given: Arguments): "credentials"[] {
  return readAuthorization(given) === undefined ? [] : ["credentials"];
}

function readForm(given: Arguments): CopyForm {
  const text = given.text("as") ?? "";
  const form = forms.find((known) => known === text);
  if (form !== undefined) return form;
  throw usageError(
    text === "" ? "copy needs a form." : `--as does not know "${text}".`,
    `Add --as with one of ${forms.join(", ")}.`,
  );
}

async function readRequest({ given, terminal }: CommandContext): Promise<PortableRequest> {
  const { target, method } = requireCalled("copy", given);
  refuseMore("copy", given, 2);
  const channel = readChannel(given);
  const named = readSources(given, channel === "grpc" ? target : undefined);
  const files = readFileSources(given);
  const deadline = readMaximumTime(given);
  const bodies = await readBodies(given, terminal);
  // Without a body grpcurl and buf curl send an empty message of their own.
  const { security, connection } = readServer(target, given);
  const messages =
    bodies.length === 0 ? [] : splitMessages(bodies, "bidi-stream", method).map(({ text }) => text);
  return {
    name: method.slice(method.lastIndexOf("/") + 1),
    folder: [],
    channel,
    target,
    security,
    ...(connection && { connection }),
    method,
    metadata: [...readHeaders(given, "header")],
    messages: messages,
    ...(deadline === undefined ? {} : { deadline }),
    sources: files.length > 0 && given.text("reflect") === undefined ? [...files] : [...named],
  };
}

function needsSchema({ channel, http, metadata }: PortableRequest, form: CopyForm): boolean {
  if (metadata.some((entry) => entry.form?.kind === "json")) return true;
  return form === "typescript" || (form === "curl" && channel === "http-json" && http === undefined);
}

function tell({ given, terminal }: CommandContext, copied: CopiedRequest): void {
  if (given.flag("json")) {
    terminal.write(`${toJsonText(copied)}\n`);
    return;
  }
  tellFindings(copied.findings, terminal);
  terminal.write(`${copied.text.trimEnd()}\n`);
}
