/** Makes handlers of plain functions: one function a kind of method, answers as ProtoJSON or as messages. */
import { fromJson, isMessage, type JsonObject, type Message, toJson } from "@bufbuild/protobuf";
import type { Call, Handler } from "./call.ts";
import { CallError, STATUS } from "./call-error.ts";

/** What a function answers: ProtoJSON, which is shorter to write, or a message where every byte counts. */
export type Answer = JsonObject | Message;

/** The message as ProtoJSON. `Json` is the shape its schema promises; the schema has been checked by then. */
export function readJson<Json>(message: Message, call: Call): Json {
  try {
    return toJson(call.method.input, message, { registry: call.registry }) as Json;
  } catch (thrown) {
    throw new CallError(STATUS.INVALID_ARGUMENT, `The request has no JSON form: ${String(thrown)}`);
  }
}

/** The answer as a message of the method's output type. */
export function toMessage(answer: Answer, call: Call): Message {
  if (isMessage(answer)) return answer;
  return fromJson(call.method.output, answer as JsonObject, { registry: call.registry });
}

async function onlyMessage(requests: AsyncIterable<Message>): Promise<Message> {
  let only: Message | undefined;
  for await (const request of requests) {
    if (only !== undefined) throw wrongCount("more than one");
    only = request;
  }
  if (only === undefined) throw wrongCount("none");
  return only;
}

function wrongCount(came: string): CallError {
  return new CallError(STATUS.UNIMPLEMENTED, `The method takes exactly one message, but ${came} came.`);
}

/** One message in, one out. */
export function unary(answer: (request: Message, call: Call) => Answer | Promise<Answer>): Handler {
  return async function* (requests, call) {
    yield toMessage(await answer(await onlyMessage(requests), call), call);
  };
}

/** One message in, many out. */
export function serverStream(answers: (request: Message, call: Call) => AsyncIterable<Answer>): Handler {
  return async function* (requests, call) {
    const request = await onlyMessage(requests);
    for await (const answer of answers(request, call)) yield toMessage(answer, call);
  };
}

/** Many messages in, one out. */
export function clientStream(
  answer: (requests: AsyncIterable<Message>, call: Call) => Promise<Answer>,
): Handler {
  return async function* (requests, call) {
    yield toMessage(await answer(requests, call), call);
  };
}

/** Many messages in, many out, each side at its own pace. */
export function bidiStream(
  answers: (requests: AsyncIterable<Message>, call: Call) => AsyncIterable<Answer>,
): Handler {
  return async function* (requests, call) {
    for await (const answer of answers(requests, call)) yield toMessage(answer, call);
  };
}
