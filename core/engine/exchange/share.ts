/** Requests as files that open anywhere: the request, its answer, its descriptors, and the values its names stand for. */
import type { SavedRequest } from "../../contract/collections.ts";
import { isSecretPath } from "../../contract/credential-name.ts";
import type { Variable } from "../../contract/environments.ts";
import type { RecordingExport } from "../../contract/recordings.ts";
import { type ShareMethods, ShareRequestParams, type ShareRequestRequest } from "../../contract/share.ts";
import { describeMethod } from "../calls/calls.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { writeRecordingFile } from "../recordings/recording-files.ts";
import { poolPart, recordingFilePart } from "../rooms.ts";
import { scopedLookup, type VariableParts } from "../variables/variable-parts.ts";

/** The method. */
export function shareMethods(parts: Parts, variables: VariableParts): ShareMethods {
  return {
    shareRequest: door("shareRequest", ShareRequestParams, (request) =>
      parts.operations.run(request.operationId, (signal) => share(request, parts, variables, signal)),
    ),
  };
}

async function share(
  wanted: ShareRequestRequest,
  parts: Parts,
  variables: VariableParts,
  signal: AbortSignal,
): Promise<RecordingExport> {
  const { file, schemaId, request, recordingId } = wanted;
  const [{ findMethod }, { headLine }, { refuseLiteralSecrets }] = await Promise.all([
    poolPart(),
    recordingFilePart(),
    import("../../collections/auth.ts"),
  ]);
  refuseLiteralSecrets(request, file, "a file that is passed on");
  const pool = parts.schemas.get(schemaId);
  const set = await describeMethod(pool, findMethod(pool, request.method));
  const recording = recordingId === undefined ? undefined : parts.recordings.get(recordingId).recording;
  const head = headLine({
    method: request.method,
    channel: recording?.subject.channel ?? request.channel ?? "grpc",
    target: recording?.subject.target ?? request.target,
    startedAt: recording?.subject.startedAt ?? new Date().toISOString(),
    descriptorSet: Buffer.from(set).toString("base64"),
    request: await requestOf(wanted, variables, signal),
  });
  return await writeRecordingFile({ file, head, recording, json: false }, signal);
}

/** The request as it is passed on: no secret is in it, and where its schema comes from is the file itself. */
async function requestOf(
  wanted: ShareRequestRequest,
  variables: VariableParts,
  signal: AbortSignal,
): Promise<SavedRequest> {
  const { sources: _, metadata, variables: own = [], ...rest } = wanted.request;
  const known = await valuesOf(wanted, variables, signal);
  const names = new Set(known.map(({ name }) => name));
  const kept = [...own.filter(({ name }) => !names.has(name)), ...known];
  return {
    ...rest,
    metadata: metadata.map((entry) =>
      isSecretPath(entry.name) && !entry.value.includes("{{") ? { ...entry, value: "" } : entry,
    ),
    ...(kept.length === 0 ? {} : { variables: kept }),
  };
}

/** What the names in a request stand for here; built-ins and fields of answers are found anew where it is opened. */
async function valuesOf(
  { scope, request }: ShareRequestRequest,
  parts: VariableParts,
  signal: AbortSignal,
): Promise<Variable[]> {
  if (scope === undefined) return [];
  const [{ findReferences }, { lookup }] = await Promise.all([
    import("../../variables/template.ts"),
    scopedLookup(parts, scope, false, signal),
  ]);
  const expressions = new Set(findReferences(JSON.stringify(request), "plain").map((one) => one.expression));
  const values: Variable[] = [];
  for (const name of expressions) {
    const looked = await lookup.find(name);
    if (!("found" in looked)) continue;
    const { origin, content, form, secret } = looked.found;
    if (origin === "built-in" || origin === "answer" || typeof content !== "string") continue;
    values.push(secret ? { name, secret } : { name, value: content, ...(form === "json" ? { form } : {}) });
  }
  return values;
}
