import { ScalarType } from "@bufbuild/protobuf";

/** The name of a scalar type as `.proto` files write it, such as `int64`; empty for messages and enums. */
export function scalarName(scalar: ScalarType | undefined): string {
  return scalar === undefined ? "" : (ScalarType[scalar] ?? "").toLowerCase();
}
