/** An engine and schemas of `.proto` texts, for tests that go through the door a face uses. */
import { rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll } from "vitest";
import type { SchemaSource } from "../../core/contract/params.ts";
import type { Composition, SchemaSummary } from "../../core/contract/views.ts";
import { createEngine } from "../../core/engine.ts";
import { ByteglassError } from "../../core/error.ts";
import { writeTree } from "../schema/support/protoc.ts";

export const engine = createEngine();
const folders: string[] = [];
let operations = 0;

afterAll(async () => {
  await engine.close();
  for (const folder of folders.splice(0)) rmSync(folder, { recursive: true });
});

/** Writes files (name → text) to a folder that goes when the tests end. */
export function tree(files: Readonly<Record<string, string>>): string {
  const folder = writeTree(files);
  folders.push(folder);
  return folder;
}

/** Opens sources as a face does. */
export function open(...sources: SchemaSource[]): Promise<SchemaSummary> {
  operations += 1;
  return engine.openSchema({ operationId: `open-${operations}`, sources });
}

/** A source of `.proto` files in a folder. */
export function protos(folder: string, files: readonly string[], importPaths = ["."]): SchemaSource {
  const at = (name: string): string => join(folder, name);
  return { kind: "proto", files: files.map(at), importPaths: importPaths.map(at) };
}

/** The schema of one text, `syntax = "proto3"; package p;` in front of it. */
export async function schemaOf(text: string, head = 'syntax = "proto3"; package p;'): Promise<SchemaSummary> {
  return await open(protos(tree({ "a.proto": `${head}\n${text}` }), ["a.proto"]));
}

/** What a refused request says, `folder` written as ROOT. */
export async function refusal(attempt: Promise<unknown>, folder = "\0"): Promise<readonly string[]> {
  try {
    await attempt;
    return [];
  } catch (thrown) {
    if (!(thrown instanceof ByteglassError)) throw thrown;
    const told = [
      thrown.message,
      thrown.hint,
      ...thrown.findings.flatMap(({ message, hint }) => [message, hint ?? ""]),
    ];
    return told.map((text) => text.replaceAll(folder, "ROOT"));
  }
}

/** The JSON of a body of type `p.M` as the server would read it, or what is wrong with it as `line:column path: message`. */
export async function travel(schemaId: string, json: string, typeName = "p.M"): Promise<string> {
  const { bytes, findings } = await engine.encode({ schemaId, typeName, form: "json", text: json });
  if (bytes === undefined) return findings.map(describe).join("\n");
  return (await engine.decode({ schemaId, typeName, bytes, form: "json", indent: 0 })).text;
}

function describe({ text, path, message, hint = "" }: Composition["findings"][number]): string {
  return `${text?.line}:${text?.column} ${path ?? ""}: ${message} ${hint}`;
}
