/** The engine's methods about the files that define variables. */
import {
  EnvironmentParams,
  NameEnvironmentParams,
  ReadVariablePlacesParams,
  SaveVariablePlaceParams,
  type VariablePlaceMethods,
} from "../../contract/variable-places.ts";
import { door } from "../door.ts";

const placesPart = () => import("../../collections/variable-places.ts");
const changePart = () => import("../../collections/change-environments.ts");

/** The methods; each part is loaded when it is first needed. Removed files are kept below `stateDirectory`. */
export function variablePlaceMethods(stateDirectory: string | undefined): VariablePlaceMethods {
  return {
    readVariablePlaces: door("readVariablePlaces", ReadVariablePlacesParams, async (request) =>
      (await placesPart()).readVariablePlaces(request),
    ),
    saveVariablePlace: door("saveVariablePlace", SaveVariablePlaceParams, async (request) =>
      (await placesPart()).saveVariablePlace(request),
    ),
    renameEnvironment: door("renameEnvironment", NameEnvironmentParams, async (request) =>
      (await changePart()).renameEnvironment(request),
    ),
    duplicateEnvironment: door("duplicateEnvironment", NameEnvironmentParams, async (request) =>
      (await changePart()).duplicateEnvironment(request),
    ),
    removeEnvironment: door("removeEnvironment", EnvironmentParams, async (request) =>
      (await changePart()).removeEnvironment(request, stateDirectory),
    ),
  };
}
