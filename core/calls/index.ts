/** The calls room's door: run a call, and put its end into words. */
export { explainConnection } from "./connection.ts";
export { diagnose } from "./diagnosis/diagnose.ts";
export type { Diagnosis } from "./diagnosis/words.ts";
export { type LiveCall, type OpenCallPlan, openCall, type RawCall } from "./open-call.ts";
export { type CallPlan, checkMessageCount, runCall, sendAll } from "./run-call.ts";
export { explainStatus, type StatusContext } from "./status.ts";
export { STATUS_CODES, type StatusCode, statusName } from "./status-codes.ts";
export { decodeStatusDetails, readJsonStatusDetails } from "./status-details.ts";
