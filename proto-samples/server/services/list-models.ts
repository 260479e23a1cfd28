import type { JsonObject, Message } from "@bufbuild/protobuf";
import type { Call } from "../call/call.ts";
import { badField } from "../call/details.ts";
import { readJson } from "../call/handlers.ts";
import { milliseconds } from "../call/wait.ts";
import { applyMask } from "./field-mask.ts";
import { compareText, type ModelJson, type ModelStore } from "./model-store.ts";

interface FilterJson {
  readonly kinds?: readonly string[];
  readonly owner?: { readonly userId?: string; readonly appId?: string };
  readonly createdAfter?: string;
  readonly minTrainingTime?: string;
  readonly priced?: boolean;
  readonly minWeightCount?: string;
  readonly uids?: readonly string[];
}

interface ListModelsJson {
  readonly pageSize?: number;
  readonly pageToken?: string;
  readonly filter?: FilterJson;
  readonly orderBy?: readonly string[];
  readonly readMask?: string;
}

/** Fields that models can be sorted by. */
const ORDERS: Readonly<Record<string, (one: ModelJson, other: ModelJson) => number>> = {
  name: (one, other) => compareText(one.name, other.name),
  display_name: (one, other) => compareText(one.displayName, other.displayName),
  created_at: (one, other) => Date.parse(one.createdAt ?? "") - Date.parse(other.createdAt ?? ""),
};

/** One page of the models that pass the filter. */
export function listModels(message: Message, call: Call, models: ModelStore): JsonObject {
  const request = readJson<ListModelsJson>(message, call);
  const offset = request.pageToken === undefined ? 0 : readToken(request.pageToken, call);
  const size = request.pageSize ?? 50;
  if (size < 0) throw badField(call, "page_size", "must not be negative");
  const all = models
    .list()
    .filter((model) => passes(model, request.filter ?? {}))
    .sort(order(request.orderBy ?? ["name"], call));
  const page = all.slice(offset, offset + size);
  const next = offset + page.length;
  return {
    models: page.map((model) => applyMask(model, request.readMask)),
    ...(next < all.length ? { nextPageToken: Buffer.from(`page:${next}`).toString("base64url") } : {}),
    totalSize: all.length,
  };
}

function readToken(token: string, call: Call): number {
  const match = /^page:(\d{1,9})$/.exec(Buffer.from(token, "base64url").toString());
  if (match === null) throw badField(call, "page_token", "must be the token of the page before");
  return Number(match[1]);
}

function order(names: readonly string[], call: Call): (one: ModelJson, other: ModelJson) => number {
  const orders = names.map((name) => {
    const found = Object.hasOwn(ORDERS, name) ? ORDERS[name] : undefined;
    if (found === undefined)
      throw badField(call, "order_by", `must be one of ${Object.keys(ORDERS).join(", ")}`);
    return found;
  });
  return (one, other) => orders.map((compare) => compare(one, other)).find((result) => result !== 0) ?? 0;
}

function passes(model: ModelJson, filter: FilterJson): boolean {
  return [
    filter.kinds === undefined || filter.kinds.includes(model.kind ?? ""),
    filter.owner?.userId === undefined || filter.owner.userId === model.owner?.userId,
    filter.owner?.appId === undefined || filter.owner.appId === model.owner?.appId,
    filter.createdAfter === undefined || Date.parse(model.createdAt ?? "") > Date.parse(filter.createdAfter),
    filter.minTrainingTime === undefined ||
      milliseconds(model.trainingTime, 0) >= milliseconds(filter.minTrainingTime, 0),
    filter.priced === undefined || filter.priced === (model.price !== undefined),
    filter.minWeightCount === undefined || BigInt(model.weightCount ?? "0") >= BigInt(filter.minWeightCount),
    filter.uids === undefined || filter.uids.includes(model.uid ?? "0"),
  ].every(Boolean);
}
