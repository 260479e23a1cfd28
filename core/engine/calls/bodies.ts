/** Messages of a call that are given as bytes: they are sent as they are, damaged or not. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import { carriesJson } from "../../contract/channels.ts";
import type { CallBody, CallRequest } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import type { DocumentStore } from "../documents/documents.ts";
import { codecRoom } from "../rooms.ts";
import { withTypes } from "../schemas/late-types.ts";
import { type EncodedMessage, encodeMessages } from "./call-messages.ts";

/** What the messages of a call are made with. */
export interface MessageContext {
  readonly type: DescMessage;
  readonly registry: Registry;
  readonly documents: DocumentStore;
}

/**
 * The messages of a call, from JSON or from bytes. Rejects with `usage` when both are given, and for bytes that the
 * channel cannot carry as they are: HTTP + JSON sends JSON, which has to say all that the bytes do.
 */
export async function messagesOf(
  request: Pick<CallRequest, "messages" | "bodies" | "validate" | "channel">,
  { type, registry, documents }: MessageContext,
): Promise<readonly EncodedMessage[]> {
  const { bodies, messages, validate } = request;
  if (bodies === undefined) return await encodeMessages(type, registry, messages, validate);
  if (messages.length > 0) {
    throw new ByteglassError("usage", "A call has its messages as JSON or as bytes, and both were given.", {
      hint: "Leave one of them out.",
    });
  }
  const { renderJson } = await codecRoom();
  const rendered = await withTypes(registry, () =>
    bodies.map((body) => {
      const bytes = bytesOf(body, documents);
      return { bytes, ...renderJson(type, bytes, { registry }) };
    }),
  );
  return rendered.map(({ bytes, text, links, compactByteLength, findings }, index) => {
    const told = findings.filter(({ severity }) => severity === "error" || severity === "warning");
    if (carriesJson(request.channel) && told.length > 0) {
      const which = bodies.length === 1 ? "the message" : `message ${index + 1} of ${bodies.length}`;
      throw new ByteglassError(
        "usage",
        `JSON cannot carry ${which} as it is: it would leave something out.`,
        {
          hint: "Send it over gRPC, which carries the bytes themselves.",
          findings: told,
          steps: [{ kind: "use-channel", channel: "grpc" }],
        },
      );
    }
    return { bytes, text, links, compactByteLength, findings };
  });
}

function bytesOf(body: CallBody, documents: DocumentStore): Uint8Array {
  return body.kind === "bytes" ? body.bytes : documents.get(body.documentId).bytes;
}
