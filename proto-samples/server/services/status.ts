import type { JsonObject, Message } from "@bufbuild/protobuf";
import type { Any, Duration } from "@bufbuild/protobuf/wkt";
import type { Call, Handlers } from "../call/call.ts";
import { CallError, STATUS } from "../call/call-error.ts";
import { badField } from "../call/details.ts";
import { serverStream, unary } from "../call/handlers.ts";
import { wait } from "../call/wait.ts";
import { metadataItems } from "./metadata-items.ts";
import { sampleDetails, showDetails } from "./sample-details.ts";

/** Most messages before a failure. */
const MOST_MESSAGES = 10_000;

/** `samples.status.v1.FailRequest` as a message: its details may be of types that have no JSON here. */
interface FailRequest extends Message {
  readonly code: number;
  readonly message: string;
  readonly detailKinds: readonly number[];
  readonly details: readonly Any[];
  readonly rawDetails?: Uint8Array;
  readonly trailers: Readonly<Record<string, string>>;
  readonly delay?: Duration;
}

/** `samples.status.v1.FailLaterRequest` as a message. */
interface FailLaterRequest extends Message {
  readonly failure?: FailRequest;
  readonly messageCount: number;
}

/** `samples.status.v1.StatusService`: fails on demand. `Missing` has no handler on purpose. */
export const statusHandlers: Handlers = {
  "samples.status.v1.StatusService.Fail": unary(async (request, call) => {
    await failAsAsked(request as FailRequest, call);
    return {};
  }),
  "samples.status.v1.StatusService.FailLater": serverStream((request, call) =>
    failLater(request as FailLaterRequest, call),
  ),
  "samples.status.v1.StatusService.ShowDetails": unary((_request, call) => showDetails(call)),
  "samples.status.v1.StatusService.Hang": unary(async (_request, call) => {
    for (;;) await wait(Number.POSITIVE_INFINITY, call.signal);
  }),
  "samples.status.v1.StatusService.Crash": unary(() => {
    throw new TypeError("The server stumbled over its own feet.");
  }),
};

async function* failLater(request: FailLaterRequest, call: Call): AsyncIterable<JsonObject> {
  if (request.messageCount > MOST_MESSAGES) {
    throw badField(call, "message_count", `must be at most ${MOST_MESSAGES}`);
  }
  for (let number = 1; number <= request.messageCount; number += 1) yield { number };
  if (request.failure !== undefined) await failAsAsked(request.failure, call);
}

/** Throws the status asked for, unless that is OK. */
async function failAsAsked(request: FailRequest, call: Call): Promise<void> {
  for (const item of metadataItems(call, "trailers", request.trailers)) call.setTrailer(item);
  if (request.delay !== undefined) {
    await wait(Number(request.delay.seconds) * 1000 + request.delay.nanos / 1e6, call.signal);
  }
  if (request.code === STATUS.OK) return;
  const details = [...sampleDetails(request.detailKinds, call), ...request.details];
  const { rawDetails } = request;
  throw new CallError(
    request.code,
    request.message === "" ? defaultMessage(request.code) : request.message,
    details,
    rawDetails === undefined ? {} : { rawDetails },
  );
}

function defaultMessage(code: number): string {
  const name = Object.entries(STATUS).find(([, value]) => value === code)?.[0] ?? `code ${code}`;
  return `Failed with ${name}, as asked.`;
}
