/** HTTP + JSON explained, both ways. */
import type { DescMethod } from "@bufbuild/protobuf";
import {
  type BindingExplanation,
  ExplainBindingParams,
  type ExplainBindingRequest,
  ReadUrlParams,
  type ReadUrlRequest,
  type TranscodingMethods,
  type UrlReading,
} from "../../contract/transcoding.ts";
import { ByteglassError } from "../../error.ts";
import type { SchemaPool } from "../../schema/index.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { codecRoom, poolPart, transcodingPart, variablesRoom } from "../rooms.ts";
import { typedLookup, type VariableParts } from "../variables/variable-parts.ts";
import { inTemplate, refuseUnresolved } from "../variables/variables.ts";

/** The engine's methods about HTTP + JSON. */
export function transcodingMethods(
  { schemas }: Pick<Parts, "schemas">,
  variables: VariableParts,
): TranscodingMethods {
  return {
    explainBinding: door("explainBinding", ExplainBindingParams, async ({ scope, ...request }) => {
      const lookup = await typedLookup(variables, scope);
      const pool = schemas.get(request.schemaId);
      if (lookup === undefined) return await explain(request, pool);
      const { putInText } = await variablesRoom();
      const put = await putInText(request.json, "json", lookup);
      refuseUnresolved(put.findings);
      const explanation = explain({ ...request, json: put.text }, pool);
      const mended = explanation.catch(async (thrown: unknown) => {
        throw await inTemplate(thrown, [request.json], [put]);
      });
      return await masked(mended, put.secrets);
    }),
    readUrl: door("readUrl", ReadUrlParams, async ({ scope, ...request }) => {
      const lookup = await typedLookup(variables, scope);
      const pool = schemas.get(request.schemaId);
      if (lookup === undefined) return await readUrl(request, pool);
      const { putInText } = await variablesRoom();
      const url = await putInText(request.url, "plain", lookup);
      const body = await putInText(request.body ?? "", "json", lookup);
      refuseUnresolved([...url.findings, ...body.findings]);
      const given = request.body === undefined ? {} : { body: body.text };
      const reading = readUrl({ ...request, ...given, url: url.text }, pool);
      return await masked(reading, [...url.secrets, ...body.secrets]);
    }),
  };
}

/** What is shown, with dots for secrets, also where they stand in a URL. */
async function masked<Shown>(shown: Promise<Shown>, secrets: readonly string[]): Promise<Shown> {
  const { masker } = await import("../../variables/mask.ts");
  return masker(secrets.flatMap((secret) => [secret, encodeURIComponent(secret)]))(await shown);
}

async function explain(request: ExplainBindingRequest, pool: SchemaPool): Promise<BindingExplanation> {
  const [part, { encodeJson, renderJson }, { findMethod }] = await Promise.all([
    transcodingPart(),
    codecRoom(),
    poolPart(),
  ]);
  const { registry } = pool;
  const method = findMethod(pool, request.method);
  const bindings = part.bindingsOf(part.httpRuleOf(method));
  part.requireBindings(bindings, method, request.binding);
  const encoded = encodeJson(method.input, request.json, { registry, links: false });
  if (!encoded.ok) {
    throw new ByteglassError("bad-json", "The message does not fit its type, so it has no HTTP form yet.", {
      hint: "Mend what is marked in the message.",
      findings: encoded.findings,
    });
  }
  // As a call does it: what HTTP + JSON carries is the JSON of the bytes.
  const { text } = renderJson(method.input, encoded.value.bytes, { registry, indent: 0, links: false });
  return part.explainBinding(bindings, method.input, text, request.binding);
}

/** The message that a URL is, by the rules of a schema. Throws `not-found` when none has its form. */
export async function readUrl(request: ReadUrlRequest, pool: SchemaPool): Promise<UrlReading> {
  const [part, { encodeJson, renderJson }, { findMethod }] = await Promise.all([
    transcodingPart(),
    codecRoom(),
    poolPart(),
  ]);
  const { registry } = pool;
  const methods = request.method === undefined ? methodsOf(pool) : [findMethod(pool, request.method)];
  const url = part.splitUrl(request.url);
  const found = part.findUrl(methods, url, request.body);
  if (found === undefined) throw noRule(request, part.nearestBindings(methods, url));
  const { method, binding, index } = found;
  const { json, fields, basePath, findings } = found.read;
  const encoded = encodeJson(method.input, json, { registry, lenient: true, links: false });
  const laidOut = encoded.ok
    ? renderJson(method.input, encoded.value.bytes, { registry, links: false }).text
    : json;
  return {
    method: `${method.parent.typeName}/${method.name}`,
    binding: index,
    rule: `${binding.method} ${binding.path}`,
    json: laidOut,
    fields,
    basePath,
    findings: [...findings, ...encoded.findings],
  };
}

function methodsOf({ registry }: SchemaPool): readonly DescMethod[] {
  return [...registry].flatMap((desc) => (desc.kind === "service" ? desc.methods : []));
}

function noRule({ url, method }: ReadUrlRequest, nearest: readonly string[]): ByteglassError {
  const where =
    method === undefined ? "No google.api.http rule of the schema" : `No google.api.http rule of ${method}`;
  const hint =
    nearest.length === 0
      ? "Load a schema whose methods have google.api.http rules."
      : `The nearest are ${nearest.join("; ")}.`;
  return new ByteglassError("not-found", `${where} has the form of ${url.trim().slice(0, 200)}.`, { hint });
}
