/** Metadata as it was written → metadata as it travels: binary values as base64, whatever they were written as. */
import type { Registry } from "@bufbuild/protobuf";
import type { MetadataEntry } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import { codecRoom } from "../rooms.ts";

/**
 * The entries with every value as the channels take it. Rejects with `usage`, its place being `metadata[i]`, for hex that
 * is none, for a type that the schema lacks, and for JSON that does not fit it.
 */
export async function resolveMetadata(
  entries: readonly MetadataEntry[],
  registry: Registry,
): Promise<readonly MetadataEntry[]> {
  if (entries.every(({ form }) => form === undefined)) return entries;
  return await Promise.all(entries.map((entry, index) => resolveEntry(entry, index, registry)));
}

async function resolveEntry(entry: MetadataEntry, index: number, registry: Registry): Promise<MetadataEntry> {
  const { name, value, form } = entry;
  if (form === undefined) return entry;
  const path = `metadata[${index}]`;
  if (!name.toLowerCase().endsWith("-bin")) {
    throw refusal(
      path,
      `The value of “${name}” is given as bytes, and only names that end in -bin carry bytes.`,
    );
  }
  switch (form.kind) {
    case "hex": {
      const digits = value.replace(/[\s:]/g, "");
      if (!/^(?:[0-9a-f]{2})*$/i.test(digits))
        throw refusal(path, `The value of “${name}” is no hex: ${value}`);
      return { name, value: Buffer.from(digits, "hex").toString("base64") };
    }
    case "json": {
      const bytes = await encode(entry, form.typeName, registry, path);
      return { name, value: Buffer.from(bytes).toString("base64") };
    }
  }
}

async function encode(
  { name, value }: MetadataEntry,
  typeName: string,
  registry: Registry,
  path: string,
): Promise<Uint8Array> {
  if (typeName.trim() === "")
    throw refusal(path, `The value of “${name}” is JSON, and says of no message type.`);
  const type = registry.getMessage(typeName);
  if (type === undefined)
    throw refusal(path, `The schema has no message ${typeName}, which the value of “${name}” is to be.`);
  const { encodeJson } = await codecRoom();
  const encoded = encodeJson(type, value, { registry, links: false });
  if (encoded.ok) return encoded.value.bytes;
  const reason = encoded.findings[0]?.message ?? "it does not fit.";
  throw refusal(path, `The value of “${name}” is no ${typeName}: ${reason}`);
}

function refusal(path: string, message: string): ByteglassError {
  return new ByteglassError("usage", message, {
    hint: "Correct the value in the metadata.",
    findings: [{ code: "bad-metadata", severity: "error", message, path }],
  });
}
