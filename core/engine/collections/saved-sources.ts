/** The engine's answer to where the schema of a saved request comes from. */

import { dirname } from "node:path";
import type { SchemaSource } from "../../contract/params.ts";
import {
  type SavedSourcesMethods,
  SavedSourcesParams,
  type SavedSourcesRequest,
} from "../../contract/saved-sources.ts";
import { door } from "../door.ts";

const filePart = () => import("../../collections/collection-file.ts");
const scopePart = () => import("../../collections/scope.ts");

/** The method, and the room behind it on first use. */
export function savedSourcesMethods(): SavedSourcesMethods {
  return { savedSources: door("savedSources", SavedSourcesParams, savedSources) };
}

async function savedSources({
  collection: given,
  file,
  request,
}: SavedSourcesRequest): Promise<readonly SchemaSource[]> {
  const [{ absoluteSources, readScope }, { findCollection }] = await Promise.all([scopePart(), filePart()]);
  const folder = dirname(file);
  const collection = given ?? (await findCollection(folder)) ?? folder;
  const { sources: own = [], channel = "grpc", target, security = { mode: "auto" } } = request;
  if (own.length > 0) return absoluteSources(own, collection);
  const shared = (await readScope({ collection, file })).sources;
  if (shared.length > 0) return shared;
  if (channel !== "grpc" || target.trim() === "") return [];
  return [{ kind: "reflection", server: { target, security }, metadata: [], version: "auto" }];
}
