/** The messages of `grpc.testing`, encoded and decoded by protobuf-es: a codec that is not ours. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import { type DescMessage, fromBinary, fromJson, type JsonValue, toBinary, toJson } from "@bufbuild/protobuf";
import { buildPool, compileProtos, findMessage, type SchemaPool } from "../../core/schema/index.ts";

/** A message as JSON. */
export type Json = Readonly<Record<string, unknown>>;

export interface Messages {
  readonly encode: (name: string, json: Json) => Buffer;
  readonly decode: (name: string, bytes: Uint8Array) => Json;
}

export async function loadMessages(): Promise<Messages> {
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const compiled = await compileProtos({
    files: [path.join(folder, "testing.proto")],
    importPaths: [folder],
  });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  const pool: SchemaPool = buildPool([compiled.value]);
  const message = (name: string): DescMessage => findMessage(pool, `grpc.testing.${name}`);
  return {
    encode: (name, json) => Buffer.from(toBinary(message(name), fromJson(message(name), json as JsonValue))),
    decode: (name, bytes) => toJson(message(name), fromBinary(message(name), bytes)) as Json,
  };
}

/** A payload of so many bytes, all zero. */
export function payload(size: number): Json {
  return { body: Buffer.alloc(size).toString("base64") };
}

/** The bytes of a payload. */
export function sizeOf(value: unknown): number {
  const body = typeof value === "object" && value !== null && "body" in value ? String(value.body) : "";
  return Buffer.from(body, "base64").length;
}
