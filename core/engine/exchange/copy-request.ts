/** A request in the form of another tool, with what its schema says. */
import { createRegistry, type DescMethod } from "@bufbuild/protobuf";
import type { CopiedRequest, CopyRequestRequest, PortableRequest } from "../../contract/exchange.ts";
import type { MethodKind } from "../../contract/views.ts";
import { ByteglassError } from "../../error.ts";
import { writeBufCurl } from "../../exchange/buf-curl/write.ts";
import { writeConnectCurl, writeCurl } from "../../exchange/curl/write.ts";
import { writeGrpcurl } from "../../exchange/grpcurl/write.ts";
import { notCopiedFindings } from "../../exchange/not-copied.ts";
import { writeTypeScript } from "../../exchange/typescript/write.ts";
import type { Finding } from "../../finding.ts";
import type { SchemaPool } from "../../schema/index.ts";
import { resolveMetadata } from "../calls/metadata.ts";
import { codecRoom, poolPart } from "../rooms.ts";

const bindingPart = async () => ({
  ...(await import("../../channels/http-json/bindings.ts")),
  ...(await import("../../channels/http-json/http-request.ts")),
});
const setPart = async () => ({
  ...(await import("../../schema/export/descriptor-set.ts")),
  ...(await import("../../schema/summary/http-rule.ts")),
});

/** Writes a request. Rejects with `unsupported`, and with what the schema and the message are refused for. */
export async function copyRequest(
  { request, form, notCopied = [] }: CopyRequestRequest,
  pool: SchemaPool | undefined,
): Promise<CopiedRequest> {
  const copied = await writeForm(request, form, pool);
  return { ...copied, findings: [...copied.findings, ...notCopiedFindings(request, form, notCopied)] };
}

/** The request with bytes of metadata as base64, whatever they were written as. Rejects with `usage` as a call would. */
export async function withPlainMetadata(
  request: PortableRequest,
  pool: SchemaPool | undefined,
): Promise<PortableRequest> {
  const registry = pool?.registry ?? createRegistry();
  const written = async (entries: PortableRequest["metadata"]): Promise<PortableRequest["metadata"]> => {
    const plain = await resolveMetadata(entries, registry);
    return entries.map(({ form: _, ...entry }, index) => ({ ...entry, value: plain[index]?.value ?? "" }));
  };
  const sources = request.sources.map(async (source) =>
    source.kind === "reflection" ? { ...source, metadata: await written(source.metadata) } : source,
  );
  return { ...request, metadata: await written(request.metadata), sources: await Promise.all(sources) };
}

async function writeForm(
  request: PortableRequest,
  form: CopyRequestRequest["form"],
  pool: SchemaPool | undefined,
): Promise<CopiedRequest> {
  switch (form) {
    case "grpcurl":
      return writeGrpcurl(request);
    case "buf-curl":
      return writeBufCurl(request);
    case "curl":
      return await copyAsCurl(request, pool);
    case "typescript":
      return await copyAsTypeScript(request, requirePool(pool, form));
  }
}

async function copyAsCurl(request: PortableRequest, pool: SchemaPool | undefined): Promise<CopiedRequest> {
  switch (request.channel) {
    case "connect":
    case "connect-json":
    case "connect-get":
      return writeConnectCurl(request);
    case "http-json":
      return await copyHttpAsCurl(request, requirePool(pool, "curl"));
    case "grpc":
    case "grpc-web":
    case "grpc-web-text":
    case "http-protobuf":
      throw new ByteglassError("unsupported", `A curl line cannot say a request by ${request.channel}.`, {
        hint: "Its body is binary: copy as grpcurl or buf curl, or choose HTTP + JSON or Connect first.",
      });
  }
}

async function copyHttpAsCurl(request: PortableRequest, pool: SchemaPool): Promise<CopiedRequest> {
  if (request.http !== undefined) {
    const { verb, url, body } = request.http;
    const path = url.slice(url.startsWith(request.target) ? request.target.length : 0);
    return writeCurl(request, { verb, path, ...(body === "" ? {} : { body }) });
  }
  const [{ findMethod }, { bindingsOf, requireBindings, choosePlan }, { httpRuleOf }] = await Promise.all([
    poolPart(),
    bindingPart(),
    setPart(),
  ]);
  const method = findMethod(pool, request.method);
  const bindings = bindingsOf(httpRuleOf(method));
  requireBindings(bindings, method, undefined);
  const json = await canonicalJson(method, request.messages[0] ?? "{}", pool, 0);
  const { plan, findings } = choosePlan(bindings, method.input, json, undefined);
  const form = {
    verb: plan.method,
    path: plan.url,
    ...(plan.body === undefined ? {} : { body: plan.body }),
  };
  const copied = writeCurl(request, form);
  return { ...copied, findings: [...copied.findings, ...findings] };
}

async function copyAsTypeScript(request: PortableRequest, pool: SchemaPool): Promise<CopiedRequest> {
  const [{ findMethod }, { writeDescriptorSet }] = await Promise.all([poolPart(), setPart()]);
  const method = findMethod(pool, request.method);
  const { bytes, leftOut } = writeDescriptorSet(pool, filesOf(method));
  const messages = await Promise.all(request.messages.map((text) => canonicalJson(method, text, pool, 2)));
  const copied = writeTypeScript(
    { ...request, messages },
    {
      service: method.parent.typeName,
      localName: method.localName,
      kind: kindOf(method),
      descriptorSet: Buffer.from(bytes).toString("base64"),
    },
  );
  return leftOut.length === 0 ? copied : { ...copied, findings: [...copied.findings, missingFiles(leftOut)] };
}

/** The message as other libraries read it without loss: 64-bit integers quoted, fields under their JSON names. */
async function canonicalJson(
  method: DescMethod,
  text: string,
  { registry }: SchemaPool,
  indent: number,
): Promise<string> {
  const { encodeJson, renderJson } = await codecRoom();
  const encoded = encodeJson(method.input, text, { registry, lenient: false, links: false });
  if (encoded.ok) {
    return renderJson(method.input, encoded.value.bytes, { registry, indent, links: false }).text;
  }
  throw new ByteglassError("bad-json", `The message does not fit ${method.input.typeName}.`, {
    hint: "Correct it first; an environment has to be chosen where it has variables.",
    findings: encoded.findings,
  });
}

/** The file of a method and all that it imports. */
function filesOf(method: DescMethod): ReadonlySet<string> {
  const names = new Set<string>();
  const waiting = [method.parent.file];
  for (let file = waiting.pop(); file !== undefined; file = waiting.pop()) {
    const name = `${file.name}.proto`;
    if (names.has(name)) continue;
    names.add(name);
    waiting.push(...file.dependencies);
  }
  return names;
}

function kindOf({ methodKind }: DescMethod): MethodKind {
  switch (methodKind) {
    case "unary":
      return "unary";
    case "server_streaming":
      return "server-stream";
    case "client_streaming":
      return "client-stream";
    case "bidi_streaming":
      return "bidi-stream";
  }
}

function requirePool(pool: SchemaPool | undefined, form: CopyRequestRequest["form"]): SchemaPool {
  if (pool !== undefined) return pool;
  throw new ByteglassError("usage", `Copying as ${form} needs the schema of the method.`, {
    hint: "Open the schema first, by reflection or from files.",
  });
}

function missingFiles(names: readonly string[]): Finding {
  return {
    code: "files-left-out",
    severity: "warning",
    message: `No source has ${names.join(", ")}: the program's schema lacks them and may not load.`,
    hint: "Add the missing files as a source of the connection.",
  };
}
