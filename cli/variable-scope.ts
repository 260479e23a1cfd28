/** `{{name}}` in what a command is given: where the values come from. */
import { resolve } from "node:path";
import type { VariableScope } from "../core/contract/environments.ts";
import type { Arguments, OptionTable } from "./arguments.ts";
import { givenVariables, variableOption } from "./run/given-variables.ts";
import { usageError } from "./usage-error.ts";

/** With any of these `{{name}}` is a variable in target, metadata, credentials, messages and URLs; without, it is text. */
export const scopeOptions: OptionTable = {
  var: {
    ...variableOption,
    text: "A value for {{NAME}} in target, metadata, credentials and message. May be repeated.",
  },
  collection: {
    type: "string",
    value: "FOLDER",
    text: "A collection whose variables {{NAME}} stands for, too.",
  },
  env: { type: "string", value: "NAME", text: "The environment of the collection whose variables are used." },
};

/** The scope that the options name, as requests to the engine have it; nothing without any of them. Throws `usage`. */
export function readVariableScope(given: Arguments): { readonly scope?: VariableScope } {
  const overrides = givenVariables(given);
  const collection = given.text("collection");
  const environment = given.text("env");
  if (environment !== undefined && collection === undefined) {
    throw usageError("--env says nothing without --collection.", "Name the folder whose environment it is.");
  }
  if (overrides.length === 0 && collection === undefined) return {};
  const scope = {
    overrides,
    ...(collection === undefined ? {} : { collection: resolve(collection) }),
    ...(environment === undefined ? {} : { environment }),
  };
  return { scope };
}
