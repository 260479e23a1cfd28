/** A schema from documents that are samples of one message. */
import {
  type InferMethods,
  type InferredSchema,
  InferSchemaParams,
  type InferSchemaRequest,
} from "../../contract/infer.ts";
import type { DocumentSource } from "../../documents/index.ts";
import { ByteglassError } from "../../error.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";

const MAXIMUM_BYTE_LENGTH = 64 * 1024 * 1024;

const inferRoom = async () => ({
  ...(await import("../../infer/evidence.ts")),
  ...(await import("../../infer/write-proto.ts")),
});

/** The schema that documents speak for, with the names that were given to their fields. */
export async function inferFrom(
  request: InferSchemaRequest,
  documents: Parts["documents"],
): Promise<InferredSchema> {
  const { addSample, noEvidence, writeProto } = await inferRoom();
  const samples = request.samples.map((documentId) => documents.get(documentId).source);
  const byteLength = samples.reduce((sum, { bytes }) => sum + bytes.length, 0);
  if (byteLength > MAXIMUM_BYTE_LENGTH) {
    const message = `The samples have ${byteLength} bytes; up to ${MAXIMUM_BYTE_LENGTH} are read.`;
    throw new ByteglassError("too-large", message, {
      hint: "Leave some of them out: a few of each shape are enough.",
    });
  }
  const evidence = noEvidence();
  for (const { bytes, format } of samples) addSample(evidence, bytes, format);
  const { packageName = "", messageName = "Message" } = request;
  const names = { ...givenNames(samples[0]), ...request.names };
  return writeProto(evidence, { packageName, messageName, names });
}

/** Names that the fields of bytes without a schema were given; those that a `.proto` cannot have are left out. */
function givenNames(sample: DocumentSource | undefined): Readonly<Record<string, string>> {
  if (sample === undefined || sample.type !== undefined) return {};
  const given = Object.entries(sample.names?.ofType("") ?? {});
  return Object.fromEntries(given.filter(([, name]) => /^[A-Za-z]/.test(name)));
}

/** The engine's methods about inferred schemas. */
export function inferMethods({ documents }: Pick<Parts, "documents">): InferMethods {
  return {
    inferSchema: door("inferSchema", InferSchemaParams, (request) => inferFrom(request, documents)),
  };
}
