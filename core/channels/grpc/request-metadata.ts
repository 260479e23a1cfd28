/** Metadata entries → the `Metadata` of grpc-js. */
import { Metadata } from "@grpc/grpc-js";
import type { MetadataEntry } from "../../contract/params.ts";
import { decodeBase64, isBinaryName } from "../metadata.ts";

/** Entries that passed `checkMetadata`; repeats stay apart and in order. */
export function toGrpcMetadata(entries: readonly MetadataEntry[]): Metadata {
  const metadata = new Metadata();
  for (const { name, value } of entries) {
    metadata.add(name, isBinaryName(name) ? Buffer.from(decodeBase64(value) ?? []) : value);
  }
  return metadata;
}

/** What grpc-js made of received headers, as entries; it keeps no order between repeats of different names. */
export function fromGrpcMetadata(metadata: Metadata): readonly MetadataEntry[] {
  return Object.entries(metadata.toHttp2Headers()).flatMap(([name, value]) =>
    [value ?? []].flat().map((one) => ({ name, value: String(one) })),
  );
}
