/** The files that define variables beside environments, and environments as things that are named, copied, taken away. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import { type Environment, VariableSchema } from "./environments.ts";
import { Path } from "./shapes.ts";

const EnvironmentName = v.pipe(v.string(), v.trim(), v.minLength(1), v.maxLength(200));

export const ReadVariablePlacesParams = v.object({
  collection: Path,
  /** A request of the collection, whose folders count. */
  file: v.optional(Path),
});
export const SaveVariablePlaceParams = v.object({
  collection: Path,
  /** The file of a place that was read. */
  file: Path,
  variables: v.array(VariableSchema),
  /** The hash that was read; absent when the file is new. */
  hash: v.optional(v.string()),
});
export const NameEnvironmentParams = v.object({
  collection: Path,
  name: v.string(),
  /** The new name, or that of the copy. */
  to: EnvironmentName,
});
export const EnvironmentParams = v.object({ collection: Path, name: v.string() });
export type ReadVariablePlacesRequest = v.InferOutput<typeof ReadVariablePlacesParams>;
export type SaveVariablePlaceRequest = v.InferOutput<typeof SaveVariablePlaceParams>;
export type NameEnvironmentRequest = v.InferOutput<typeof NameEnvironmentParams>;
export type EnvironmentRequest = v.InferOutput<typeof EnvironmentParams>;

/** A file with variables: that of the workspace, of the collection, or of a folder in it. It need not be there yet. */
export interface VariablePlace extends Environment {
  readonly scope: "workspace" | "collection" | "folder";
}

/** How a save ended. A conflict has written nothing. */
export type VariablePlaceOutcome =
  | { readonly kind: "saved"; readonly place: VariablePlace }
  | { readonly kind: "conflict"; readonly onDisk?: VariablePlace };

/** Places as they are read. */
export interface VariablePlaceList {
  /** Outermost first: each is hidden by those after it. */
  readonly places: readonly VariablePlace[];
  readonly findings: readonly Finding[];
}

/** What a face can ask about them. All reject with `bad-text` for a file that is no YAML, and `file-unwritable`. */
export interface VariablePlaceMethods {
  readVariablePlaces(request: ReadVariablePlacesRequest): Promise<VariablePlaceList>;
  /** Writes the variables of a place, without the values of secrets; rejects with `usage` for another file. */
  saveVariablePlace(request: SaveVariablePlaceRequest): Promise<VariablePlaceOutcome>;
  /** Gives an environment another name, in its file and where others extend it. Rejects with `usage` when it is taken. */
  renameEnvironment(request: NameEnvironmentRequest): Promise<Environment>;
  /** Copies an environment with everything its file says. Rejects with `usage` when the name is taken. */
  duplicateEnvironment(request: NameEnvironmentRequest): Promise<Environment>;
  /** Takes an environment away, and keeps its file in a folder of removed things, whose path is the answer. */
  removeEnvironment(request: EnvironmentRequest): Promise<{ readonly path: string }>;
}
