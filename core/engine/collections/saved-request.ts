/** What the file of a request says, as the parts of a call. */
import { readTime } from "../../collections/deadline.ts";
import type { SavedRequest } from "../../contract/collections.ts";
import type { SchemaSource, ServerAddress } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import type { VariableLookup } from "../../variables/lookup.ts";
import { variablesRoom } from "../rooms.ts";

const requestFilePart = () => import("../../collections/request-file.ts");

/** The request of a file. Rejects with `bad-text` when it is none. */
export async function readRequest(file: string): Promise<SavedRequest> {
  const { readRequestFile } = await requestFilePart();
  const { request, findings } = await readRequestFile(file);
  if (request !== undefined) return request;
  throw new ByteglassError("bad-text", `${file} is no request that can be sent.`, {
    hint: "Correct what is listed.",
    findings,
  });
}

/** The messages of a request; a call that takes one gets an empty one where there is none. */
export function messageTexts({ messages, methodKind }: SavedRequest): string[] {
  const takesOne = methodKind !== "client-stream" && methodKind !== "bidi-stream";
  return messages.length === 0 && takesOne ? ["{}"] : messages.map(({ text }) => text);
}

/** The server of a request. */
export function serverOf({ target, security, connection }: SavedRequest): ServerAddress {
  return { target, security: security ?? { mode: "auto" }, ...(connection && { connection }) };
}

/** The source of a request that names none: its own server. Throws `usage` where that server tells no schema. */
export function reflectionOf(
  server: ServerAddress,
  { authorization, channel, metadata }: SavedRequest,
): SchemaSource {
  if (channel !== undefined && channel !== "grpc") {
    throw new ByteglassError(
      "usage",
      `The channel ${channel} needs a schema: an HTTP server does not tell its own.`,
      {
        hint: "Name its sources in the request or in opencollection.yml: .proto files, a descriptor set, or a server with reflection.",
      },
    );
  }
  return {
    kind: "reflection",
    server,
    metadata: metadata
      .filter(({ disabled }) => disabled !== true)
      .map(({ name, value }) => ({ name, value })),
    ...(authorization && { authorization }),
    version: "auto",
  };
}

/** The deadline in ms, its variables put in; undefined for none. Rejects with `usage` when it is no time. */
export async function deadlineOf(
  { deadline }: SavedRequest,
  lookup: VariableLookup,
): Promise<number | undefined> {
  if (deadline === undefined || typeof deadline === "number") return deadline;
  const { putInText } = await variablesRoom();
  const { text, findings } = await putInText(deadline, "plain", lookup);
  if (text.trim() === "") return undefined;
  const duration = findings.length === 0 ? readTime(text) : undefined;
  if (duration !== undefined) return duration;
  throw new ByteglassError("usage", `The deadline "${text}" is no time.`, {
    hint: "Write a time above zero, such as 5s, 500ms or 2m.",
    findings,
  });
}
