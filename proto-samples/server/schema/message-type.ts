import type { DescMessage, FileRegistry } from "@bufbuild/protobuf";

/** A message type that the samples surely have; a missing one is a fault of this package. */
export function messageType(registry: FileRegistry, typeName: string): DescMessage {
  const type = registry.getMessage(typeName);
  if (type === undefined) throw new Error(`The samples have no message type ${typeName}.`);
  return type;
}
