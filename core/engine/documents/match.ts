/** Ranking the types of a schema for given bytes, in pieces, so that it can be cancelled. */
import { setImmediate } from "node:timers/promises";
import { type MatchMethods, MatchTypesParams } from "../../contract/match.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";

const matchRoom = () => import("../../match/rank-types.ts");

/** The engine's methods about matches. */
export function matchMethods({ operations, schemas }: Pick<Parts, "operations" | "schemas">): MatchMethods {
  return {
    matchTypes: door("matchTypes", MatchTypesParams, ({ operationId, schemaId, bytes, limit = 20 }) =>
      operations.run(operationId, async (signal) => {
        const { rankTypes } = await matchRoom();
        const steps = rankTypes(bytes, schemas.get(schemaId).registry, limit);
        for (;;) {
          const { done, value } = steps.next();
          if (done === true) return value;
          await setImmediate();
          signal.throwIfAborted();
        }
      }),
    ),
  };
}
