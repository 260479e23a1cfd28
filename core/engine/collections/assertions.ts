/** The engine's methods about assertions, and the facts of a call. */
import type { AnswerFacts, ReceivedMessage } from "../../assertions/facts.ts";
import {
  type AssertionMethods,
  CheckAnswerParams,
  FindAssertionFaultsParams,
} from "../../contract/assertions.ts";
import type { CallRecord } from "../../contract/views.ts";
import type { SchemaPool } from "../../schema/index.ts";
import { receivedMessages } from "../calls/received-messages.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { callsRoom, poolPart } from "../rooms.ts";

const assertionsRoom = () => import("../../assertions/check.ts");

/** The methods. */
export function assertionMethods(parts: Parts): AssertionMethods {
  return {
    checkAnswer: door("checkAnswer", CheckAnswerParams, async ({ schemaId, assertions, answer }) => {
      const [{ checkAssertions }, { findMethod }, { statusName }] = await Promise.all([
        assertionsRoom(),
        poolPart(),
        callsRoom(),
      ]);
      const pool = parts.schemas.get(schemaId);
      const { received, receivedCount = received.length, recordingId = "" } = answer;
      const messages = await receivedMessages(parts, {
        documentIds: received,
        count: receivedCount,
        recordingId,
      });
      return checkAssertions(assertions, {
        ...answer,
        statusName: statusName(answer.statusCode),
        messages,
        type: findMethod(pool, answer.method).output,
        registry: pool.registry,
      });
    }),
    findAssertionFaults: door("findAssertionFaults", FindAssertionFaultsParams, async ({ assertions }) => {
      const { faultOf } = await assertionsRoom();
      return assertions.map(faultOf);
    }),
  };
}

/** The facts of a call with its messages. */
export async function factsOf(
  pool: SchemaPool,
  record: CallRecord,
  messages: readonly ReceivedMessage[],
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
    sentCount: record.sentCount,
    messages,
    type: findMethod(pool, record.method).output,
    registry: pool.registry,
  };
}
