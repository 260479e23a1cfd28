/** A message between its bytes and what a person writes, without keeping anything. */
import type { DecodeRequest, EncodeRequest } from "../../contract/params.ts";
import type { Decoding, Encoding } from "../../contract/views.ts";
import type { Finding } from "../../finding.ts";
import type { SchemaPool } from "../../schema/index.ts";
import type { VariableLookup } from "../../variables/lookup.ts";
import { codecRoom, poolPart, variablesRoom } from "../rooms.ts";
import { withTypes } from "../schemas/late-types.ts";
import { findBrokenRules, type RuledMessage } from "../schemas/rules.ts";

/**
 * Encodes a text. What does not fit is in the findings; then there are no bytes. With a `lookup` values are put in first,
 * and findings have their places in the text as it was given.
 */
export async function encodeMessage(
  request: EncodeRequest,
  pool: SchemaPool,
  lookup?: VariableLookup,
): Promise<Encoding> {
  if (lookup === undefined || !request.text.includes("{{")) return await encodeValues(request, pool);
  const { putInText, findingsInTemplate } = await variablesRoom();
  const put = await putInText(request.text, request.form === "json" ? "json" : "plain", lookup);
  if (put.findings.length > 0) return { findings: put.findings };
  const encoding = await encodeValues({ ...request, text: put.text }, pool);
  return { ...encoding, findings: findingsInTemplate(request.text, put.spans, encoding.findings) };
}

async function encodeValues(request: EncodeRequest, pool: SchemaPool): Promise<Encoding> {
  const [{ encodeJson, encodeText }, { findMessage }] = await Promise.all([codecRoom(), poolPart()]);
  const type = findMessage(pool, request.typeName);
  const { registry } = pool;
  const validate = request.validate === true;
  const options = { registry, lenient: request.lenient === true };
  if (request.form === "text") {
    const encoded = await withTypes(registry, () => encodeText(type, request.text, options));
    return encoded.ok ? await checked(encoded.value.bytes, encoded.findings) : { findings: encoded.findings };
  }
  const encoded = await withTypes(registry, () =>
    encodeJson(type, request.text, { ...options, links: validate }),
  );
  if (!encoded.ok) return { findings: encoded.findings };
  const { bytes, links } = encoded.value;
  return await checked(bytes, encoded.findings, { text: request.text, links });

  async function checked(
    bytes: Uint8Array,
    findings: readonly Finding[],
    json?: RuledMessage["json"],
  ): Promise<Encoding> {
    if (!validate) return { bytes, findings };
    const broken = await findBrokenRules({ type, registry, bytes, ...(json && { json }) }, "error");
    const all = [...findings, ...broken];
    return broken.some(({ severity }) => severity === "error") ? { findings: all } : { bytes, findings: all };
  }
}

/** Writes bytes as text, whatever they are. What the text does not say is in the findings. */
export async function decodeMessage(request: DecodeRequest, pool: SchemaPool): Promise<Decoding> {
  const [{ renderJson, renderText }, { findMessage }] = await Promise.all([codecRoom(), poolPart()]);
  const type = findMessage(pool, request.typeName);
  const { bytes, indent } = request;
  const options = { registry: pool.registry, ...(indent === undefined ? {} : { indent }) };
  const { text, findings } = await withTypes(pool.registry, () =>
    request.form === "json"
      ? renderJson(type, bytes, { ...options, links: false })
      : renderText(type, bytes, options),
  );
  return { text, findings };
}
