/** A request of this window in the form that other tools' forms are made of. */
import type { PortableRequest } from "../../core/contract/exchange.ts";
import type { SchemaSource } from "../../core/contract/params.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { serverOf } from "../state/servers.ts";
import { deadlineOf } from "../state/usual-deadline.ts";

/** The request as typed; messages that are empty are left out. */
export function toPortable(draft: RequestDraft, sources: readonly SchemaSource[]): PortableRequest {
  const { target, security } = serverOf(draft.servers, draft.channel);
  const deadline = deadlineOf(draft);
  const milliseconds = deadline.ok ? deadline.milliseconds : undefined;
  return {
    name: draft.method.slice(draft.method.lastIndexOf("/") + 1),
    folder: [],
    channel: draft.channel,
    target,
    security,
    method: draft.method,
    metadata: draft.metadata
      .filter(({ name }) => name.trim() !== "")
      .map(({ name, value, enabled }) => ({
        name: name.trim(),
        value,
        ...(enabled ? {} : { disabled: true }),
      })),
    messages: draft.messages.filter((message) => message.trim() !== ""),
    ...(milliseconds === undefined ? {} : { deadline: milliseconds }),
    sources: [...sources],
  };
}
