import type { Engine } from "../../core/contract/engine.ts";
import type { BindingExplanation, PlacedField, UrlReading } from "../../core/contract/transcoding.ts";
import { ByteglassError } from "../../core/error.ts";
import { type Arguments, commonOptions } from "../arguments.ts";
import { bindingOption, readBinding } from "../call/binding.ts";
import { dataOption, readBodies } from "../call/body.ts";
import { openMethod } from "../call/method-schema.ts";
import { type PastedUrl, readPastedUrl } from "../call/pasted-url.ts";
import type { Command, CommandContext } from "../command.ts";
import { exitOk } from "../exit-status.ts";
import { failWith, tellFindings } from "../failure.ts";
import { compactJson, RawJson, toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { readSources, schemaOptions, serverOptions } from "../options.ts";
import { refuseMore } from "../positionals.ts";
import { requireSources } from "../require-sources.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";
import { readVariableScope } from "../variable-scope.ts";

const explainOptions = {
  ...dataOption("The message; with --url the body of the request."),
  url: {
    type: "string",
    value: "URL",
    text: "Go the other way: the message that this address is, such as 'POST http://host/v1/things:find?top=5', or that a curl line sends.",
  },
  ...bindingOption,
} as const;

/** `byteglass explain`: which HTTP request a message is, and which message a URL is. */
export const explain: Command = {
  usage: ["explain METHOD -d JSON|@FILE|- [options]", "explain [METHOD] --url URL [-d BODY] [options]"],
  summary: "Shows which HTTP + JSON request a message becomes, or which message a URL is. Nothing is sent.",
  options: { ...explainOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "Each field is told with its place: path, query or body. Without METHOD a URL is looked for in every rule of the schema.",
    "With --json: {binding, rule, method, url, body, fields, others}, or {method, binding, rule, message, fields, basePath, headers}.",
  ],
  examples: [
    `byteglass explain pkg.Things/Get -d '{"name": "things/a", "count": 2}' --reflect localhost:50051`,
    "byteglass explain --url 'http://localhost:8080/v1/things/a?count=2' --proto api.proto",
  ],
  run: runExplain,
};

async function runExplain({ given, terminal, engine }: CommandContext): Promise<number> {
  refuseMore("explain", given, 1);
  const method = given.positionals[0]?.replace(/^\//, "") || undefined;
  const url = given.text("url");
  if (method === undefined && url === undefined) {
    throw usageError("explain needs a METHOD, or a --url.", "See `byteglass explain --help`.");
  }
  if (url?.trim() === "") {
    throw usageError("The --url is empty.", "Write an address or a path with its query: '/v1/things?top=5'.");
  }
  const binding = readBinding(given);
  const sources = requireSources("explain", readSources(given, undefined));
  const bodies = await readBodies(given, terminal);
  const body = bodies.length === 0 ? undefined : bodies.map(({ text }) => text).join("\n");
  const variables = readVariableScope(given);
  const running = await engine();
  const { schemaId } =
    method === undefined
      ? await openSchema(running, terminal, { sources, ...variables })
      : await openMethod(running, terminal, sources, method, bodies, variables);
  if (url !== undefined) return await tellMessage(running, given, terminal, schemaId, { method, url, body });
  const json = body ?? "{}";
  const asked = { schemaId, method: method ?? "", json, ...variables };
  let explanation: BindingExplanation;
  try {
    explanation = await running.explainBinding({ ...asked, ...(binding === undefined ? {} : { binding }) });
  } catch (thrown) {
    if (!(thrown instanceof ByteglassError) || thrown.code !== "bad-json") throw thrown;
    return failWith(thrown, terminal, given.flag("json"), json);
  }
  tellFindings(explanation.findings, terminal);
  if (given.flag("json")) terminal.write(`${toJsonText(explanationJson(explanation))}\n`);
  else terminal.write(`${explanationLines(explanation).join("\n")}\n`);
  return exitOk;
}

async function tellMessage(
  engine: Engine,
  given: Arguments,
  terminal: Terminal,
  schemaId: string,
  {
    method,
    url,
    body,
  }: { readonly method: string | undefined; readonly url: string; readonly body: string | undefined },
): Promise<number> {
  const pasted = await readPastedUrl(engine, url, body);
  const reading = await engine.readUrl({
    schemaId,
    url: pasted.url,
    ...readVariableScope(given),
    ...(method === undefined ? {} : { method }),
    ...(pasted.body === undefined ? {} : { body: pasted.body }),
  });
  tellFindings([...pasted.findings, ...reading.findings], terminal);
  if (given.flag("json")) terminal.write(`${toJsonText(readingJson(reading, pasted))}\n`);
  else terminal.write(`${readingLines(reading, pasted).join("\n")}\n`);
  return exitOk;
}

function explanationLines({
  rule,
  binding,
  method,
  url,
  body,
  contentType,
  ruleResponseBody,
  fields,
  others,
}: BindingExplanation): readonly string[] {
  return [
    `${method} ${url}`,
    ...(contentType === undefined ? [] : [`Content-Type: ${contentType}`]),
    ...(body === undefined ? [] : ["", body]),
    "",
    `rule ${binding}: ${rule}`,
    ...fieldLines(fields),
    ...(ruleResponseBody === "" ? [] : [`the body of the answer is its field ${ruleResponseBody}`]),
    ...others.map((other) =>
      other.refusal === ""
        ? `rule ${other.binding} could carry it too: ${other.rule}`
        : `rule ${other.binding} cannot: ${other.rule}: ${other.refusal}`,
    ),
  ];
}

function readingLines(
  { method, rule, binding, basePath, json, fields }: UrlReading,
  { headers }: PastedUrl,
): readonly string[] {
  return [
    `${method}, rule ${binding}: ${rule}`,
    ...(basePath === "" ? [] : [`base path ${basePath}`]),
    ...headers.map(({ name, value }) => `header ${name}: ${value}`),
    ...fieldLines(fields),
    "",
    json,
  ];
}

function fieldLines(fields: readonly PlacedField[]): readonly string[] {
  const width = Math.max(0, ...fields.map(({ field }) => field.length));
  return fields.map(({ field, place, value }) => `  ${place.padEnd(5)}  ${field.padEnd(width)}  ${value}`);
}

function explanationJson({ body, ...rest }: BindingExplanation): object {
  return { ...rest, ...(body === undefined ? {} : { body: new RawJson(compactJson(body)) }) };
}

function readingJson({ json, ...rest }: UrlReading, { headers }: PastedUrl): object {
  return { ...rest, headers, message: new RawJson(compactJson(json)) };
}
