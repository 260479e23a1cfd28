import type { Message } from "@bufbuild/protobuf";
import type { Call, Handlers } from "../call/call.ts";
import { badField, notFound } from "../call/details.ts";
import { bidiStream, clientStream, readJson, toMessage, unary } from "../call/handlers.ts";
import type { ModelStore } from "./model-store.ts";
import { type OutputJson, type PredictRequestJson, predictOutput } from "./predict-output.ts";
import { uploadFrames } from "./upload-frames.ts";

/** `samples.vision.v1.VisionService`: answers that depend on the request alone. */
export function visionHandlers(models: ModelStore): Handlers {
  return {
    "samples.vision.v1.VisionService.Predict": unary((request, call) => predict(request, call, models)),
    "samples.vision.v1.VisionService.PredictEach": bidiStream((requests, call) =>
      predictEach(requests, call, models),
    ),
    "samples.vision.v1.VisionService.UploadFrames": clientStream(uploadFrames),
  };
}

/** A field that a newer server knows: when the output was made, in seconds since 1970, as a varint. */
const NEWER_FIELD = { no: 9, wireType: 0, data: Uint8Array.of(0x80, 0x8a, 0x82, 0xba, 0x06) };

function predict(message: Message, call: Call, models: ModelStore): Message {
  const request = readJson<PredictRequestJson>(message, call);
  const outputs = outputsOf(request, call, models);
  const answer = toMessage({ status: { code: "SUCCESS", description: "Ok" }, outputs }, call);
  for (const output of (answer as Message & { readonly outputs: readonly Message[] }).outputs) {
    output.$unknown = [NEWER_FIELD];
  }
  return answer;
}

async function* predictEach(
  requests: AsyncIterable<Message>,
  call: Call,
  models: ModelStore,
): AsyncIterable<OutputJson> {
  call.sendHeaders();
  for await (const request of requests) {
    yield* outputsOf(readJson<PredictRequestJson>(request, call), call, models);
  }
}

function outputsOf(request: PredictRequestJson, call: Call, models: ModelStore): OutputJson[] {
  const inputs = request.inputs ?? [];
  const modelId = request.modelId ?? "";
  if (modelId === "") throw badField(call, "model_id", "must name a model, such as general-v2");
  if (models.find(`models/${modelId}`) === undefined) throw notFound(call, "model", `models/${modelId}`);
  if (inputs.length === 0) throw badField(call, "inputs", "must hold at least one input");
  inputs.forEach((input, index) => {
    if (input.image === undefined && input.text === undefined) {
      throw badField(call, `inputs[${index}]`, "must hold an image or a text");
    }
  });
  return inputs.map((input, index) => predictOutput(request, input, index));
}
