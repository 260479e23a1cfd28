/** Why no server could be spoken to, in one sentence, and what to do next: for the window and the terminal alike. */
import { ConnectionFailure } from "../../channels/connection-failure.ts";
import { diagnoseHttp } from "./http.ts";
import { diagnoseTls } from "./tls.ts";
import { diagnoseWay } from "./way.ts";
import { type Diagnosis, sentence } from "./words.ts";

/** The diagnosis of a status's cause; undefined when it is no connection failure. */
export function diagnose(cause: unknown): Diagnosis | undefined {
  if (!(cause instanceof ConnectionFailure)) return undefined;
  return diagnoseWay(cause) ?? diagnoseTls(cause) ?? diagnoseHttp(cause) ?? unknownFailure(cause);
}

function unknownFailure({ address, message }: ConnectionFailure): Diagnosis {
  return {
    explanation: `No connection to ${address}: ${sentence(message)}`,
    hint: "Check the address and that the server runs.",
  };
}
