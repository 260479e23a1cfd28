import type { DescMessage, DescMethod } from "@bufbuild/protobuf";
import type { SchemaPool } from "./pool/pool.ts";

/** A message type by full name. Throws `ByteglassError` `not-found` with the nearest names. */
export function findMessage(pool: SchemaPool, typeName: string): DescMessage {
  throw new Error(`not built yet: ${pool.origin} ${typeName}`);
}

/** A method by `pkg.Service/Method` (or `pkg.Service.Method`). Throws `ByteglassError` `not-found` with the nearest names. */
export function findMethod(pool: SchemaPool, name: string): DescMethod {
  throw new Error(`not built yet: ${pool.origin} ${name}`);
}
