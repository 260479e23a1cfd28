import type { JsonObject, Message } from "@bufbuild/protobuf";
import type { Call } from "../call/call.ts";
import { badField } from "../call/details.ts";
import { readJson } from "../call/handlers.ts";
import { durationText, milliseconds, wait } from "../call/wait.ts";
import type { ModelJson, ModelStore } from "./model-store.ts";
import { requireModel } from "./models.ts";

/** Most events one call can ask for. */
const MOST_EVENTS = 1_000_000;

/** The events of a training, at the pace asked for; the last one holds the model. */
export async function* watchTraining(
  message: Message,
  call: Call,
  models: ModelStore,
): AsyncIterable<JsonObject> {
  const request = readJson<{
    readonly name?: string;
    readonly eventCount?: number;
    readonly interval?: string;
  }>(message, call);
  const model = requireModel(request.name, call, models);
  const count = request.eventCount ?? 5;
  if (count > MOST_EVENTS) throw badField(call, "event_count", `must be at most ${MOST_EVENTS}`);
  const interval = milliseconds(request.interval, 20);
  if (interval < 0) throw badField(call, "interval", "must not be negative");
  call.sendHeaders();
  for (let step = 1; step <= count; step += 1) {
    if (interval > 0 && step > 1) await wait(Math.max(interval, 1), call.signal);
    yield event(model, step, count, interval);
  }
}

function event(model: ModelJson, step: number, count: number, interval: number): JsonObject {
  const progress = step / count;
  return {
    step,
    progress,
    loss: 2 / (step + 1),
    ...happening(model, step, count),
    remaining: durationText((count - step) * interval),
  };
}

/** Takes turns, so that a short stream shows every member of the oneof. */
function happening(model: ModelJson, step: number, count: number): JsonObject {
  if (step === count) return { done: model };
  if (step % 3 === 2) return { remark: `step ${step} of ${count}` };
  if (step % 3 === 0) return { checkpoint: `${model.name}/artifacts/checkpoint-${step}.bin` };
  return { measure: { name: "accuracy", value: 1 - 1 / (step + 1) } };
}
