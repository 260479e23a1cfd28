/** Variables: where they are defined, what a text becomes with them, and the secrets among them. */
import * as v from "valibot";
import type { Finding, Span } from "../finding.ts";
import { Path, Text } from "./shapes.ts";

const VariableName = v.pipe(v.string(), v.maxLength(1024));

/** One variable as a file holds it. A secret has no value in a file; `json` values are put in as they are. */
export const VariableSchema = v.object({
  name: VariableName,
  value: v.optional(Text),
  /** `json` for numbers, booleans, null and objects; text unless told. */
  form: v.optional(v.picklist(["text", "json"])),
  secret: v.optional(v.boolean()),
  disabled: v.optional(v.boolean()),
});
export type Variable = v.InferOutput<typeof VariableSchema>;

/** Where the names in a text are looked up. Everything is optional: without a collection there are only built-ins. */
export const VariableScopeSchema = v.object({
  /** Folder of the collection. */
  collection: v.optional(Path),
  /** The file of the request, whose folders and own variables count. */
  file: v.optional(Path),
  /** Name of the environment. */
  environment: v.optional(v.string()),
  /** Variables of a request that is not saved, in place of those in its file. */
  request: v.optional(v.array(VariableSchema)),
  /** Over everything: `--var` of the terminal. */
  overrides: v.optional(v.array(VariableSchema)),
});
export type VariableScope = v.InferOutput<typeof VariableScopeSchema>;

/** Where a value comes from, nearest first: each hides those after it. */
export type VariableOrigin =
  | "override"
  | "request"
  | "folder"
  | "environment"
  | "collection"
  | "workspace"
  | "dotenv"
  | "built-in"
  | "answer"
  | "unresolved";

/** One `{{…}}` in a text. */
export interface VariableReference extends Span {
  /** What stands between the braces: `host`, `$uuid`, `login.response.token`. */
  readonly expression: string;
  readonly origin: VariableOrigin;
  /** The file or the folder the value is from, or the answer of which request; empty for built-ins. */
  readonly source: string;
  /** What is put in, cut to 200 characters; dots for a secret; absent when it is not known before sending. */
  readonly value?: string;
  readonly secret: boolean;
}

/** A text with its references. */
export interface ReferencedText {
  readonly references: readonly VariableReference[];
  /** Names that are not defined, cycles, files that cannot be read: each with line and column in the text. */
  readonly findings: readonly Finding[];
}

/** An environment of a collection. */
export interface Environment {
  readonly name: string;
  readonly file: string;
  readonly variables: readonly Variable[];
  /** SHA-256 of the file's bytes, in hex; empty for a new one. */
  readonly hash: string;
  readonly findings: readonly Finding[];
}

/** The environments of a collection, by name, and what its own file defines. */
export interface EnvironmentList {
  readonly environments: readonly Environment[];
  readonly collectionVariables: readonly Variable[];
  readonly findings: readonly Finding[];
}

export const ReadEnvironmentsParams = v.object({ collection: Path });
export const SaveEnvironmentParams = v.object({
  collection: Path,
  name: v.pipe(v.string(), v.minLength(1), v.maxLength(200)),
  variables: v.array(VariableSchema),
  /** The hash that was read; absent when the environment is new. */
  hash: v.optional(v.string()),
});
export const SetSecretsParams = v.object({
  collection: Path,
  environment: v.string(),
  secrets: v.array(v.object({ name: VariableName, value: v.pipe(v.string(), v.maxLength(65_536)) })),
});
export const ReadVariablesParams = v.object({
  scope: VariableScopeSchema,
  texts: v.array(v.object({ text: Text, form: v.picklist(["plain", "json"]) })),
});
export type ReadEnvironmentsRequest = v.InferOutput<typeof ReadEnvironmentsParams>;
export type SaveEnvironmentRequest = v.InferOutput<typeof SaveEnvironmentParams>;
export type SetSecretsRequest = v.InferOutput<typeof SetSecretsParams>;
export type ReadVariablesRequest = v.InferOutput<typeof ReadVariablesParams>;

/** A part of a text that was put in for a reference: where it was, and where it is. */
export interface PutInSpan {
  readonly from: Span;
  readonly to: Span;
}

/** How the save of an environment ended. A conflict has written nothing. */
export type EnvironmentOutcome =
  | { readonly kind: "saved"; readonly environment: Environment }
  | { readonly kind: "conflict"; readonly onDisk?: Environment };

/** What a face can ask about variables. */
export interface EnvironmentMethods {
  readEnvironments(request: ReadEnvironmentsRequest): Promise<EnvironmentList>;
  /** Writes an environment's file, without the values of secrets. Rejects as `saveRequest` does. */
  saveEnvironment(request: SaveEnvironmentRequest): Promise<EnvironmentOutcome>;
  /** Gives the engine the values of secrets. It keeps them in memory alone, and takes the place of those before. */
  setSecrets(request: SetSecretsRequest): Promise<void>;
  /** What the references of texts stand for, without running anything. */
  readVariables(request: ReadVariablesRequest): Promise<readonly ReferencedText[]>;
}
