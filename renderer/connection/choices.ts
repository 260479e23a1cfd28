/** How much of a request's connection was chosen otherwise than usual. Pure. */
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";

/** The number of settings that are not as usual. */
export function connectionChoices(draft: RequestDraft): number {
  const { security, connection = {} } = serverOf(draft.servers, draft.channel);
  const chosen = [
    ...Object.entries(security),
    ...Object.entries(connection),
    ...Object.entries(draft.options),
  ];
  return chosen.filter(([name, value]) => !isUsual(name, value)).length;
}

function isUsual(name: string, value: unknown): boolean {
  if (value === undefined || value === false || value === "") return true;
  if (name === "mode") return value === "auto";
  return name === "proxy" && typeof value === "object" && value !== null && "kind" in value
    ? value.kind === "environment"
    : false;
}
