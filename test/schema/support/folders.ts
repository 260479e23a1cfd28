import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** The `.proto` files below a folder of the repository: import name → text. */
export function protoFolder(path: string): Readonly<Record<string, string>> {
  const folder = join(import.meta.dirname, "../../..", path);
  const names = readdirSync(folder, { recursive: true, encoding: "utf8" }).filter((name) =>
    name.endsWith(".proto"),
  );
  return Object.fromEntries(names.map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}
