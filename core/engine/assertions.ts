/** The engine's method about assertions, and the facts of a call. */
import type { AnswerFacts } from "../assertions/facts.ts";
import { type AssertionMethods, CheckAnswerParams } from "../contract/assertions.ts";
import type { CallRecord } from "../contract/views.ts";
import type { SchemaPool } from "../schema/index.ts";
import { door } from "./door.ts";
import type { Parts } from "./parts.ts";
import { callsRoom, poolPart } from "./rooms.ts";

const assertionsRoom = () => import("../assertions/check.ts");

/** The method. */
export function assertionMethods(parts: Parts): AssertionMethods {
  return {
    checkAnswer: door("checkAnswer", CheckAnswerParams, async ({ schemaId, assertions, answer }) => {
      const [{ checkAssertions }, { findMethod }, { statusName }] = await Promise.all([
        assertionsRoom(),
        poolPart(),
        callsRoom(),
      ]);
      const pool = parts.schemas.get(schemaId);
      const documents = answer.received.map((documentId) => parts.documents.get(documentId));
      return checkAssertions(assertions, {
        ...answer,
        statusName: statusName(answer.statusCode),
        messages: documents.map((document) => ({
          json: document.readJson(0, document.summary.jsonTextLength),
          bytes: document.bytes,
        })),
        type: findMethod(pool, answer.method).output,
        registry: pool.registry,
      });
    }),
  };
}

/** The facts of a call whose documents are still kept. */
export async function factsOf(
  { documents }: Pick<Parts, "documents">,
  pool: SchemaPool,
  record: CallRecord,
): Promise<AnswerFacts> {
  const { findMethod } = await poolPart();
  const { status, headers, trailers, duration, requestByteLength, responseByteLength } = record;
  return {
    statusCode: status.code,
    statusName: status.name,
    statusMessage: status.message,
    headers,
    trailers,
    duration,
    requestByteLength,
    responseByteLength,
    sentCount: record.sent.length,
    messages: record.received.map(({ documentId, jsonTextLength }) => {
      const document = documents.get(documentId);
      return { json: document.readJson(0, jsonTextLength), bytes: document.bytes };
    }),
    type: findMethod(pool, record.method).output,
    registry: pool.registry,
  };
}
