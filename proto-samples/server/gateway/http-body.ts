import type { DescMessage, JsonObject, Message } from "@bufbuild/protobuf";

/** `google.api.HttpBody` as a message. */
export interface HttpBody extends Message {
  readonly contentType: string;
  readonly data: Uint8Array;
}

/** Whether a type is `google.api.HttpBody`, which stands for a body that is not JSON. */
export function isHttpBody(type: DescMessage | undefined): boolean {
  return type?.typeName === "google.api.HttpBody";
}

/** A body as the ProtoJSON of a `google.api.HttpBody`. */
export function packHttpBody(contentType: string, body: Uint8Array): JsonObject {
  return { contentType, data: Buffer.from(body).toString("base64") };
}
