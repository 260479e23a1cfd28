/** Schema sources → the parts of a pool, each read by itself: one that fails does not take the others with it. */
import { existsSync, promises } from "node:fs";
import { join } from "node:path";
import { connectingStage } from "../../calls/connecting-stage.ts";
import type { Channel } from "../../channels/channel.ts";
import type { ConnectionReport } from "../../contract/connection-report.ts";
import type { OpenSchemaRequest, SchemaSource } from "../../contract/params.ts";
import { ByteglassError, messageOf } from "../../error.ts";
import type { Finding, Result } from "../../finding.ts";
import type { PoolPart } from "../../schema/index.ts";
import { readRecordedSet } from "../recordings/recording-files.ts";
import { compilerPart, descriptorSetPart, reflectionPart } from "../rooms.ts";
import type { Channels } from "../servers/channels.ts";
import { explainReflectionFailure } from "../servers/reflection-failure.ts";

/** What reading sources needs beside the request. */
export interface SourceContext {
  /** Opens a gRPC channel, or gives the one that is open to the same server, with the credentials of a source. */
  readonly grpc: Channels["grpc"];
  readonly signal: AbortSignal;
  /** `reflecting 12 of 40` and so on; with the connection while that comes about. */
  readonly onStage: (stage: string, connection?: ConnectionReport) => void;
}

/**
 * Reads all sources at the same time; the parts are in the order of the sources. A source that fails becomes
 * a finding of the first part, unless all fail: then the first failure is thrown.
 */
export async function readSchemaSources(
  request: OpenSchemaRequest,
  context: SourceContext,
): Promise<readonly PoolPart[]> {
  const outcomes = await Promise.allSettled(
    request.sources.map(async (source) => ({
      ...(await readSource(source, request, context)),
      name: sourceName(source),
    })),
  );
  const failures = outcomes.flatMap((outcome) => (outcome.status === "rejected" ? [outcome.reason] : []));
  if (context.signal.aborted || failures.length === outcomes.length) throw ByteglassError.from(failures[0]);
  const [first, ...rest] = outcomes.flatMap((outcome) =>
    outcome.status === "fulfilled" ? [outcome.value] : [],
  );
  if (first === undefined) return [];
  const missing = failures.flatMap((thrown) => findingsOf(ByteglassError.from(thrown)));
  return [{ ...first, findings: [...missing, ...(first.findings ?? [])] }, ...rest];
}

/** What a person calls a source: its address, its file, or the first of its files. */
function sourceName(source: SchemaSource): string {
  switch (source.kind) {
    case "reflection":
      return source.server.target;
    case "proto": {
      const [first = ""] = source.files;
      return source.files.length > 1 ? `${first} and ${source.files.length - 1} more` : first;
    }
    case "descriptor-set":
      return source.file;
  }
}

function readSource(
  source: SchemaSource,
  request: OpenSchemaRequest,
  context: SourceContext,
): Promise<PoolPart> {
  switch (source.kind) {
    case "reflection":
      return reflectServer(source, request, context);
    case "proto":
      return compileFiles(source, context);
    case "descriptor-set":
      return readSet(source.file);
  }
}

async function reflectServer(
  source: Extract<SchemaSource, { kind: "reflection" }>,
  request: OpenSchemaRequest,
  context: SourceContext,
): Promise<PoolPart> {
  context.onStage("connecting");
  let connection: ConnectionReport | undefined;
  const [{ reflect }, channel] = await Promise.all([
    reflectionPart(),
    context.grpc(source.server, source, context.signal),
  ]);
  const onConnecting = (report: ConnectionReport): void => context.onStage(connectingStage(report), report);
  const open: Channel["open"] = (call, onEvent) =>
    channel.open({ ...call, onConnecting }, (event) => {
      if (event.kind === "connected") context.onStage("asking for the schema");
      if (event.kind === "status") connection = event.connection;
      onEvent(event);
    });
  const answer = reflect(open, {
    version: source.version,
    metadata: source.metadata,
    signal: context.signal,
    imports: request.detail !== "names",
    onProgress: (done, total) => context.onStage(`reflecting ${done} of ${total}`),
    ...(source.timeout === undefined ? {} : { timeout: source.timeout }),
    ...(request.symbols === undefined ? {} : { symbols: request.symbols }),
  });
  return await answer.catch(async (thrown: unknown) => {
    throw await explainReflectionFailure(thrown, connection);
  });
}

async function compileFiles(
  source: Extract<SchemaSource, { kind: "proto" }>,
  context: SourceContext,
): Promise<PoolPart> {
  context.onStage("compiling");
  const { compileProtos } = await compilerPart();
  const { importPaths } = source;
  const files = source.files.map((file) => locateProto(file, importPaths));
  return partOf(await compileProtos({ files, importPaths, signal: context.signal }), files.join(", "));
}

/** A file may be named as an import would name it: then it is in the first import path that has it. */
function locateProto(file: string, importPaths: readonly string[]): string {
  if (existsSync(file)) return file;
  return importPaths.map((folder) => join(folder, file)).find((path) => existsSync(path)) ?? file;
}

async function readSet(file: string): Promise<PoolPart> {
  const isRecording = /\.byteglass$/i.test(file);
  const [{ readDescriptorSet }, bytes] = await Promise.all([
    descriptorSetPart(),
    isRecording ? readRecordedSet(file) : readBytesOf(file),
  ]);
  const part = partOf(readDescriptorSet(bytes, file), file);
  return isRecording ? { ...part, origin: "recording" } : part;
}

function partOf(result: Result<PoolPart>, name: string): PoolPart {
  if (result.ok) return { ...result.value, findings: mergeFindings(result.value.findings, result.findings) };
  throw new ByteglassError("bad-schema", `No schema could be read from ${name}.`, {
    hint: result.findings[0]?.hint ?? "Correct what is listed and try again.",
    findings: result.findings,
  });
}

/** A part may carry the same findings as the result around it. */
function mergeFindings(own: readonly Finding[] = [], outer: readonly Finding[]): readonly Finding[] {
  return [...new Set([...own, ...outer])];
}

async function readBytesOf(file: string): Promise<Uint8Array> {
  try {
    return await promises.readFile(file);
  } catch (thrown) {
    throw fileUnreadable(file, thrown);
  }
}

/** The error of a file that cannot be read. */
export function fileUnreadable(file: string, thrown: unknown): ByteglassError {
  const reason = messageOf(thrown);
  return new ByteglassError("file-unreadable", `The file ${file} could not be read: ${reason}.`, {
    hint: "Check the name and the permissions.",
    cause: thrown,
  });
}

/** A source that failed beside others that did not. */
function findingsOf(error: ByteglassError): readonly Finding[] {
  const hint =
    error.code === "no-reflection" ? "What is shown comes from the other sources alone." : error.hint;
  const finding: Finding = {
    code: "source-failed",
    severity: "warning",
    message: error.message,
    ...(hint === "" ? {} : { hint }),
  };
  return [finding, ...error.findings];
}
