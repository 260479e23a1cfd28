/** Files of TLS that a saved request names. */
import { resolve } from "node:path";
import type { TransportSecurity } from "../../contract/params.ts";

/** Their names, in the settings of a server and in those of a proxy. */
const TLS_FILES: ReadonlySet<string> = new Set<keyof TransportSecurity>([
  "certificateAuthorityFile",
  "clientCertificateFile",
  "clientKeyFile",
  "clientBundleFile",
]);

/** The value with whole paths for all files of TLS in it: they are relative to `folder`. Without one they stay. */
export function absoluteFiles<Value>(value: Value, folder: string | undefined): Value;
export function absoluteFiles(value: unknown, folder: string | undefined): unknown {
  if (folder === undefined || typeof value !== "object" || value === null) return value;
  if (Array.isArray(value)) return value.map((item: unknown) => absoluteFiles(item, folder));
  const entries = Object.entries(value).map(([name, item]: [string, unknown]) => [
    name,
    TLS_FILES.has(name) && typeof item === "string" ? resolve(folder, item) : absoluteFiles(item, folder),
  ]);
  return Object.fromEntries(entries);
}
