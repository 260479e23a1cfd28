import { rmSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import type { SchemaChange } from "../../../core/contract/views.ts";
import { diffSchemas } from "../../../core/schema/diff/diff.ts";
import { schemaHash } from "../../../core/schema/diff/hash.ts";
import { buildPool, type SchemaPool } from "../../../core/schema/pool/pool.ts";
import { compileProtos } from "../../../core/schema/proto-files/compile.ts";
import { writeTree } from "../support/protoc.ts";

/** A pool of one file; text without a syntax is proto3 of the package `p`. */
export async function poolOf(text: string): Promise<SchemaPool> {
  const isWhole = /^\s*(syntax|edition)\b/.test(text);
  const folder = writeTree({ "a.proto": isWhole ? text : `syntax = "proto3"; package p; ${text}` });
  try {
    const compiled = await compileProtos({ files: [join(folder, "a.proto")], importPaths: [folder] });
    if (!compiled.ok) throw new Error(compiled.findings.map(({ message }) => message).join("\n"));
    return buildPool([compiled.value]);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

/** A change on one line: `p.M.f retyped: int32 → int64 | compatible, breaking`, wire first. */
export function lineOf({ symbol, kind, before, after, wire, json }: SchemaChange): string {
  return `${symbol} ${kind}: ${before} → ${after} | ${wire}, ${json}`;
}

/** The changes between two texts, a line each. Hashes tell the same: they differ where something changed. */
export async function changesOf(before: string, after: string): Promise<readonly string[]> {
  const [old, now] = await Promise.all([poolOf(before), poolOf(after)]);
  const changes = diffSchemas(old, now).map(lineOf);
  expect(schemaHash(old) === schemaHash(now)).toBe(changes.length === 0);
  return changes;
}
