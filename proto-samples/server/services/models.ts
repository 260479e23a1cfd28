import type { JsonObject, Message } from "@bufbuild/protobuf";
import type { Call, Handlers } from "../call/call.ts";
import { CallError, STATUS } from "../call/call-error.ts";
import { badField, notFound } from "../call/details.ts";
import { readJson, serverStream, unary } from "../call/handlers.ts";
import { getArtifact } from "./artifacts.ts";
import { applyMask, getPath, maskPaths, setPath } from "./field-mask.ts";
import { listModels } from "./list-models.ts";
import type { ModelJson, ModelStore } from "./model-store.ts";
import { watchTraining } from "./watch-training.ts";

/** The moment at which callers' models are made, so that answers stay the same. */
const CREATED_AT = "2026-11-22T09:30:00Z";

/** Fields that callers cannot choose. */
const SERVER_FIELDS = ["name", "uid", "createdAt", "etag"];

/** `samples.vision.v1.ModelService`: keeps models in memory for as long as the server runs. */
export function modelHandlers(models: ModelStore): Handlers {
  const get = unary((request, call) => getModel(request, call, models));
  return {
    "samples.vision.v1.ModelService.GetModel": get,
    "samples.vision.v1.ModelService.FindModel": get,
    "samples.vision.v1.ModelService.ListModels": unary((request, call) => listModels(request, call, models)),
    "samples.vision.v1.ModelService.CreateModel": unary((request, call) => create(request, call, models)),
    "samples.vision.v1.ModelService.PatchModel": unary((request, call) => patch(request, call, models)),
    "samples.vision.v1.ModelService.DeleteModel": unary((request, call) => remove(request, call, models)),
    "samples.vision.v1.ModelService.WatchTraining": serverStream((request, call) =>
      watchTraining(request, call, models),
    ),
    "samples.vision.v1.ModelService.GetArtifact": unary((request, call) =>
      getArtifact(request, call, models),
    ),
  };
}

/** The model of a name, or NOT_FOUND. */
export function requireModel(name: string | undefined, call: Call, models: ModelStore): ModelJson {
  if (name === undefined) throw badField(call, "name", "must be a model's name, such as models/general-v2");
  const model = models.find(name);
  if (model === undefined) throw notFound(call, "model", name);
  return model;
}

function getModel(message: Message, call: Call, models: ModelStore): JsonObject {
  const request = readJson<{ readonly name?: string; readonly readMask?: string }>(message, call);
  const [, name, number] = /^(models\/[^/]+)\/versions\/([^/]+)$/.exec(request.name ?? "") ?? [];
  if (name === undefined || number === undefined) {
    return applyMask(requireModel(request.name, call, models), request.readMask);
  }
  const { versions, ...model } = requireModel(name, call, models);
  const version = versions !== undefined && Object.hasOwn(versions, number) ? versions[number] : undefined;
  if (version === undefined) throw notFound(call, "version", request.name ?? "");
  return applyMask(
    { ...model, name: request.name, versions: { [number]: version } } as JsonObject,
    request.readMask,
  );
}

function create(message: Message, call: Call, models: ModelStore): JsonObject {
  const request = readJson<{
    readonly model?: ModelJson;
    readonly modelId?: string;
    readonly validateOnly?: boolean;
  }>(message, call);
  if (request.model === undefined) throw badField(call, "model", "must hold the model to make");
  const id = request.modelId ?? `model-${models.list().length + 1}`;
  if (!/^[a-z][a-z0-9-]{0,62}$/.test(id)) {
    throw badField(
      call,
      "model_id",
      "must be lower-case letters, digits and hyphens, beginning with a letter",
    );
  }
  const name = `models/${id}`;
  if (models.find(name) !== undefined) {
    throw new CallError(STATUS.ALREADY_EXISTS, `There is a model "${name}" already.`);
  }
  if (models.full) throw new CallError(STATUS.RESOURCE_EXHAUSTED, "No further model fits: delete one first.");
  const model = { ...request.model, name, uid: String(2000 + models.list().length), createdAt: CREATED_AT };
  return request.validateOnly === true ? model : models.put(model);
}

function patch(message: Message, call: Call, models: ModelStore): JsonObject {
  const request = readJson<{
    readonly model?: ModelJson;
    readonly updateMask?: string;
    readonly allowMissing?: boolean;
  }>(message, call);
  const changes = request.model ?? {};
  const name = changes.name;
  if (request.allowMissing === true && name !== undefined && models.find(name) === undefined) {
    return models.put({ ...changes, createdAt: CREATED_AT });
  }
  const model = requireModel(name, call, models);
  const paths =
    request.updateMask === undefined
      ? Object.keys(changes).map((key) => [key])
      : maskPaths(request.updateMask);
  const changed = paths
    .filter(([first]) => !SERVER_FIELDS.includes(first ?? ""))
    .reduce<JsonObject>((patched, path) => setPath(patched, path, getPath(changes, path)), model);
  return models.put(changed);
}

function remove(message: Message, call: Call, models: ModelStore): JsonObject {
  const request = readJson<{
    readonly name?: string;
    readonly etag?: string;
    readonly allowMissing?: boolean;
  }>(message, call);
  const name = request.name ?? "";
  if (request.allowMissing === true && models.find(name) === undefined) return {};
  const model = requireModel(request.name, call, models);
  if (request.etag !== undefined && request.etag !== model.etag) {
    throw new CallError(STATUS.ABORTED, `The model "${name}" has changed: its etag is ${model.etag}.`);
  }
  models.remove(name);
  return {};
}
