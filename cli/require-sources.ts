import type { SchemaSource } from "../core/contract/params.ts";
import { usageError } from "./usage-error.ts";

/** The sources, of which a command needs at least one. Throws `usage` when the options name none. */
export function requireSources(command: string, sources: readonly SchemaSource[]): SchemaSource[] {
  if (sources.length > 0) return [...sources];
  throw usageError(
    `${command} has no schema to work with.`,
    "Name a server that offers reflection (--reflect TARGET), or add --proto FILE or --protoset FILE.",
  );
}
