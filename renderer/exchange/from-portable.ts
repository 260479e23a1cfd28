/** A request of another tool as a request of this window. */
import type { PortableRequest } from "../../core/contract/exchange.ts";
import type { SchemaSource } from "../../core/contract/params.ts";
import { timeText } from "../format/time-text.ts";
import { newRequest, type RequestDraft } from "../state/drafts.ts";
import { NO_SERVERS, withServer } from "../state/servers.ts";

/** A draft with everything that the request says. A body of plain HTTP becomes the message. */
export function fromPortable(id: string, connectionId: string, request: PortableRequest): RequestDraft {
  const { channel, security, connection, http, deadline, binding } = request;
  // The whole address of plain HTTP is kept: its method is found out from it.
  const target = http?.url ?? request.target;
  const messages = http === undefined ? request.messages : [http.body];
  return newRequest(id, {
    connectionId,
    channel,
    servers: withServer(NO_SERVERS, channel, { target, security, ...(connection && { connection }) }),
    method: request.method,
    ...(binding === undefined ? {} : { binding }),
    messages: messages.length === 0 ? [""] : messages,
    metadata: request.metadata.map(({ name, value, form, disabled }, index) => ({
      id: `${id} ${index}`,
      name,
      value,
      ...(form === undefined ? {} : { form }),
      enabled: disabled !== true,
    })),
    ...(deadline === undefined ? {} : { deadline: timeText(deadline) }),
  });
}

/** The id of the connection for these sources: the same sources are the same connection. */
export function connectionIdOf(sources: readonly SchemaSource[]): string {
  const [first] = sources;
  if (sources.length === 1 && first?.kind === "reflection") return `reflection ${first.server.target}`;
  return sources.length === 0 ? "" : `imported ${JSON.stringify(sources)}`;
}
