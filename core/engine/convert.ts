/** A message between its bytes and what a person writes, without keeping anything. */
import type { DecodeRequest, EncodeRequest } from "../contract/params.ts";
import type { Decoding, Encoding } from "../contract/views.ts";
import type { SchemaPool } from "../schema/index.ts";
import { codecRoom, poolPart } from "./rooms.ts";

/** Encodes a text. What does not fit is in the findings; then there are no bytes. */
export async function encodeMessage(request: EncodeRequest, pool: SchemaPool): Promise<Encoding> {
  const [{ encodeJson, encodeText }, { findMessage }] = await Promise.all([codecRoom(), poolPart()]);
  const type = findMessage(pool, request.typeName);
  const options = { registry: pool.registry, lenient: request.lenient === true };
  const encoded =
    request.form === "json"
      ? encodeJson(type, request.text, { ...options, links: false })
      : encodeText(type, request.text, options);
  const { findings } = encoded;
  return encoded.ok ? { bytes: encoded.value.bytes, findings } : { findings };
}

/** Writes bytes as text, whatever they are. What the text does not say is in the findings. */
export async function decodeMessage(request: DecodeRequest, pool: SchemaPool): Promise<Decoding> {
  const [{ renderJson, renderText }, { findMessage }] = await Promise.all([codecRoom(), poolPart()]);
  const type = findMessage(pool, request.typeName);
  const { bytes, indent } = request;
  const options = { registry: pool.registry, ...(indent === undefined ? {} : { indent }) };
  const { text, findings } =
    request.form === "json"
      ? renderJson(type, bytes, { ...options, links: false })
      : renderText(type, bytes, options);
  return { text, findings };
}
