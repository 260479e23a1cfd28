/** Small values of the desktop that outlive a session: one JSON file each, replaced atomically. */
import { mkdirSync, readFileSync, renameSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import * as v from "valibot";
import { messageOf } from "../core/error.ts";

/** Reads a kept value; undefined when there is none, or none of the expected shape. */
export function readKept<Schema extends v.GenericSchema>(
  file: string,
  schema: Schema,
): v.InferOutput<Schema> | undefined {
  try {
    const result = v.safeParse(schema, JSON.parse(readFileSync(file, "utf8")));
    return result.success ? result.output : undefined;
  } catch {
    return undefined;
  }
}

/** Keeps a value. A disk that refuses costs the user a window size, not the session: it is logged and no more. */
export function writeKept(file: string, value: unknown): void {
  try {
    mkdirSync(dirname(file), { recursive: true });
    const temporary = `${file}.tmp`;
    writeFileSync(temporary, JSON.stringify(value), { mode: 0o600 });
    renameSync(temporary, file);
  } catch (thrown) {
    console.warn(`${file} could not be written: ${messageOf(thrown)}`);
  }
}
