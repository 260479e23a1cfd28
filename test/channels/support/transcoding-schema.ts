/** `test.transcoding`, compiled once a test file. */
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { DescMessage, DescMethod } from "@bufbuild/protobuf";
import { encodeJson } from "../../../core/codec/index.ts";
import {
  buildPool,
  compileProtos,
  findMessage,
  findMethod,
  type SchemaPool,
} from "../../../core/schema/index.ts";

export interface TranscodingSchema {
  readonly pool: SchemaPool;
  readonly method: (name: string) => DescMethod;
  readonly message: (name: string) => DescMessage;
  /** The bytes of a `Request` (or another message) written as JSON. */
  readonly encode: (json: string, message?: string) => Uint8Array;
}

export async function loadTranscodingSchema(): Promise<TranscodingSchema> {
  const folder = path.dirname(fileURLToPath(import.meta.url));
  const file = path.join(folder, "transcoding.proto");
  const compiled = await compileProtos({ files: [file], importPaths: [folder] });
  if (!compiled.ok) throw new Error(JSON.stringify(compiled.findings));
  const pool = buildPool([compiled.value]);
  const message = (name: string): DescMessage => findMessage(pool, `test.transcoding.${name}`);
  return {
    pool,
    message,
    method: (name) => findMethod(pool, `test.transcoding.Things/${name}`),
    encode: (json, name = "Request") => {
      const encoded = encodeJson(message(name), json, { registry: pool.registry });
      if (!encoded.ok) throw new Error(JSON.stringify(encoded.findings));
      return encoded.value.bytes;
    },
  };
}
