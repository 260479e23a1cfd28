/** The deadline of calls that name none. */
import { type DeadlineReading, readDeadline } from "../format/deadline.ts";
import { NEW_DEADLINE, type RequestDraft } from "./drafts.ts";
import { settings } from "./stores.ts";

/** The deadline of a call: what is typed beside the method, or else the usual one of the settings. */
export function deadlineOf({ deadline }: Pick<RequestDraft, "deadline">): DeadlineReading {
  return readDeadline(deadline.trim() === "" ? settings.get().deadline : deadline);
}

/** What a new request has for a deadline: none of its own where there is a usual one. */
export function newDeadline(): string {
  return settings.get().deadline.trim() === "" ? NEW_DEADLINE : "";
}

/** What stands in a request that is to have no deadline at all. */
export function noDeadline(): string {
  return settings.get().deadline.trim() === "" ? "" : "none";
}
