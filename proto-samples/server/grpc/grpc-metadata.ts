import { Metadata } from "@grpc/grpc-js";
import type { MetadataItem } from "../call/call.ts";

/** grpc-js metadata as entries; the order of different names is grpc-js's own. */
export function fromGrpcMetadata(metadata: Metadata): readonly MetadataItem[] {
  return Object.keys(metadata.getMap()).flatMap((name) =>
    metadata.get(name).map((value) => ({ name, value })),
  );
}

/** Entries as grpc-js metadata; repeated names stay apart. */
export function toGrpcMetadata(items: readonly MetadataItem[]): Metadata {
  const metadata = new Metadata();
  for (const { name, value } of items) {
    metadata.add(name, typeof value === "string" ? value : Buffer.from(value));
  }
  return metadata;
}
