/** A request of this window in the form that other tools' forms are made of. */
import type { CopyRequestRequest, PortableRequest } from "../../core/contract/exchange.ts";
import type { SchemaSource } from "../../core/contract/params.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { isBinary } from "../state/metadata.ts";
import { serverOf } from "../state/servers.ts";
import { deadlineOf } from "../state/usual-deadline.ts";

/** The request as typed; messages that are empty are left out. */
export function toPortable(draft: RequestDraft, sources: readonly SchemaSource[]): PortableRequest {
  const { target, security, connection = {} } = serverOf(draft.servers, draft.channel);
  const deadline = deadlineOf(draft);
  const milliseconds = deadline.ok ? deadline.milliseconds : undefined;
  return {
    name: draft.method.slice(draft.method.lastIndexOf("/") + 1),
    folder: [],
    channel: draft.channel,
    target,
    security,
    ...(Object.keys(connection).length === 0 ? {} : { connection }),
    method: draft.method,
    metadata: draft.metadata
      .filter(({ name }) => name.trim() !== "")
      .map(({ name, value, form, enabled }) => ({
        name: name.trim(),
        value,
        ...(form === undefined || !isBinary({ name }) ? {} : { form }),
        ...(enabled ? {} : { disabled: true }),
      })),
    messages: draft.messages.filter((message) => message.trim() !== ""),
    ...(milliseconds === undefined ? {} : { deadline: milliseconds }),
    sources: [...sources],
  };
}

/** What the request has beside it, and no copy says. */
export function notCopiedOf({
  authorization,
  options,
}: RequestDraft): NonNullable<CopyRequestRequest["notCopied"]> {
  return [
    ...(authorization.kind === "none" ? [] : (["credentials"] as const)),
    ...(Object.keys(options).length === 0 ? [] : (["options"] as const)),
  ];
}
