/** The engine's methods about environments and variables. */
import {
  type EnvironmentMethods,
  ReadEnvironmentsParams,
  ReadVariablesParams,
  SaveEnvironmentParams,
  SetSecretsParams,
} from "../../contract/environments.ts";
import { door } from "../door.ts";
import { variablesRoom } from "../rooms.ts";
import { scopedLookup, type VariableParts } from "./variable-parts.ts";

const environmentsPart = () => import("../../collections/environments.ts");

/** The methods. */
export function environmentMethods(parts: VariableParts): EnvironmentMethods {
  return {
    readEnvironments: door("readEnvironments", ReadEnvironmentsParams, async ({ collection }) =>
      (await environmentsPart()).listEnvironments(collection),
    ),
    saveEnvironment: door("saveEnvironment", SaveEnvironmentParams, async (request) =>
      (await environmentsPart()).saveEnvironment(request),
    ),
    setSecrets: door("setSecrets", SetSecretsParams, (request) => parts.secrets.set(request)),
    readVariables: door("readVariables", ReadVariablesParams, async ({ scope, texts }) => {
      const { readReferences } = await variablesRoom();
      const { lookup } = await scopedLookup(parts, scope, false, AbortSignal.abort());
      return await Promise.all(texts.map(({ text, form }) => readReferences(text, form, lookup)));
    }),
  };
}
