import { createHash } from "node:crypto";
import type { JsonObject, Message } from "@bufbuild/protobuf";
import type { Call } from "../call/call.ts";
import { notFound } from "../call/details.ts";
import { readJson } from "../call/handlers.ts";
import type { ModelStore } from "./model-store.ts";
import { requireModel } from "./models.ts";

/** A file of a model as a `google.api.HttpBody`: its card, or any `.bin` with bytes made from its name. */
export function getArtifact(message: Message, call: Call, models: ModelStore): JsonObject {
  const { name } = readJson<{ readonly name?: string }>(message, call);
  const [, modelName, file] = /^(models\/[^/]+)\/artifacts\/(.+)$/.exec(name ?? "") ?? [];
  const model = requireModel(modelName ?? name, call, models);
  if (file === "card.json") return body("application/json", Buffer.from(JSON.stringify(model)));
  if (file?.endsWith(".bin") === true) {
    return body("application/octet-stream", createHash("sha512").update(file).digest());
  }
  throw notFound(call, "artifact", name ?? "");
}

function body(contentType: string, content: Buffer): JsonObject {
  return { contentType, data: content.toString("base64") };
}
