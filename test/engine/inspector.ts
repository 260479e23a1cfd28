/** An engine with the schema of the inspector's tables, and documents from hex. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll } from "vitest";
import { createEngine } from "../../core/engine.ts";
import { fromHex } from "../wire/schema.ts";

const SOURCE = `syntax = "proto3"; package t;
message T { int32 a = 1; string s = 2; repeated int32 p = 3; T m = 4; bytes b = 5; bool f = 6; E e = 7;
  map<string, int32> mp = 8; oneof o { int32 x = 9; string y = 10; } uint64 u = 11; sint32 z = 12; float fl = 13; }
enum E { Z = 0; A = 1; }`;

export const engine = createEngine();
let schemaId = "";
let folder = "";

/** Opens the schema before the tests of a file, and closes the engine after them. */
export function withInspector(): void {
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), "byteglass-inspector-"));
    const file = join(folder, "t.proto");
    await writeFile(file, SOURCE);
    const sources = [{ kind: "proto" as const, files: [file], importPaths: [folder] }];
    ({ schemaId } = await engine.openSchema({ operationId: "open", sources }));
  });
  afterAll(async () => {
    await engine.close();
    await rm(folder, { recursive: true, force: true });
  });
}

/** The id of the schema. */
export function schema(): string {
  return schemaId;
}

/** The document of bytes in hex, with a type of the schema or without. */
export function open(hex: string, typeName?: string) {
  const input = { kind: "bytes", bytes: fromHex(hex) } as const;
  return engine.inspect({ input, ...(typeName === undefined ? {} : { schemaId, typeName }) });
}

/** All bytes of a document as `08 96 01`. */
export async function bytesOf(document: { documentId: string; byteLength: number }): Promise<string> {
  const { documentId, byteLength } = document;
  const bytes = await engine.readBytes({ documentId, start: 0, end: byteLength });
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0").toUpperCase()).join(" ");
}
