import type { ServiceSummary } from "../../contract/views.ts";

/**
 * Services and methods straight out of serialized `FileDescriptorProto` messages, in the order of the files, without
 * building a registry. Comments are empty. Damaged files give the services read up to the damage. A service that is
 * declared twice is listed once.
 */
export function listServices(files: readonly Uint8Array[]): readonly ServiceSummary[] {
  throw new Error(`not built yet: ${files.length}`);
}
