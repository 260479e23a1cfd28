/** A request of another tool as a saved request. */
import type { SavedRequest } from "../contract/collections.ts";
import type { PortableRequest } from "../contract/exchange.ts";
import { isPlainSecurity } from "../contract/plain-security.ts";

/** The saved form; what the request has by default is left out. A body of plain HTTP becomes the message. */
export function toSaved(request: PortableRequest): SavedRequest {
  const { channel, security, connection, sources, deadline, http, binding } = request;
  // The whole address of plain HTTP is kept: its method is found out from it.
  const target = http?.url ?? request.target;
  const messages = http === undefined ? request.messages : http.body === "" ? [] : [http.body];
  return {
    name: request.name === "" ? "Request" : request.name,
    target,
    method: request.method,
    metadata: request.metadata,
    messages: messages.map((text, index) => ({
      ...(messages.length > 1 ? { title: `message ${index + 1}` } : {}),
      text,
    })),
    ...(channel === "grpc" ? {} : { channel }),
    ...(deadline === undefined ? {} : { deadline }),
    ...(binding === undefined ? {} : { binding }),
    ...(isPlainSecurity(security) ? {} : { security }),
    ...(connection && { connection }),
    ...(reflectsItself(request) ? {} : { sources }),
  };
}

/** True when the schema comes from the reflection of the request's own server, as it does unless told. */
function reflectsItself({ sources, target }: PortableRequest): boolean {
  const [first, ...others] = sources;
  if (first === undefined) return true;
  if (first.kind !== "reflection" || others.length > 0) return false;
  return first.server.target === target && first.metadata.length === 0 && first.version === "auto";
}
