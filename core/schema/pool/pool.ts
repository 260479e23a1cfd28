import type { FileRegistry } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { Finding } from "../../finding.ts";
import { type AssembledPool, assemblePool } from "./assemble.ts";
import { withBundledTypes } from "./registry.ts";

/** What one source delivers: serialized `google.protobuf.FileDescriptorProto` messages, in any order, unchecked. */
export interface PoolPart {
  /** How it came, in the words a person reads: `reflection v1`, `files`, `descriptor set`. */
  readonly origin: string;
  /** The source by its own name: an address or a file. */
  readonly name?: string;
  readonly files: readonly Uint8Array[];
  /** What the source already had to say; kept in front of the pool's own findings. */
  readonly findings?: readonly Finding[];
}

/** Descriptors of many sources as one consistent whole. Immutable; built by `buildPool`. */
export interface SchemaPool {
  /**
   * Every type of the sources. Bundled types (`google.protobuf.*`, `google.rpc.*`, `google.api.*`, `google.type.*`)
   * that no source has are found by name too, but are not iterated over.
   */
  readonly registry: FileRegistry;
  /** The mended files, imports before importers, without source info (see `sourceInfo`). */
  readonly files: readonly FileDescriptorProto[];
  /** Names of the files the sources delivered, sorted; those filled in by Byteglass are not among them. */
  readonly sourceFileNames: readonly string[];
  /** What was missing, stubbed, dropped or in conflict. Bounded. */
  readonly findings: readonly Finding[];
  /** The parts' origins, joined by ` + `. */
  readonly origin: string;
  /** The serialized `google.protobuf.SourceCodeInfo` of a file, where its source delivered one. */
  sourceInfo(fileName: string): Uint8Array | undefined;
  /** The serialized `FileDescriptorProto` of a file, byte for byte as its source (or the bundle) has it; absent for stubs. */
  serialized(fileName: string): Uint8Array | undefined;
}

/** Options of `buildPool`. */
export interface PoolOptions {
  /** Full names of services, methods or types: only the files that these need are loaded. Absent means everything. */
  readonly symbols?: readonly string[];
}

/**
 * Makes one pool of several parts. Files are told apart by name; where two parts disagree the earlier one wins,
 * with a finding that says what differs. Never throws on malformed descriptors: what cannot be used is left out,
 * what is missing is stubbed, and a finding names either.
 */
export function buildPool(parts: readonly PoolPart[], options: PoolOptions = {}): SchemaPool {
  const assembled = assemblePool(parts, options);
  const files = assembled.files.map((file) => file.proto);
  const byName = new Map(assembled.files.map((file) => [file.name, file]));
  return {
    registry: withBundledTypes(assembled.registry),
    files,
    sourceFileNames: sourceFileNames(assembled),
    findings: assembled.findings,
    origin: [...new Set(parts.map((part) => part.origin))].join(" + "),
    sourceInfo: (fileName) => byName.get(fileName)?.sourceInfo,
    serialized: (fileName) => byName.get(fileName)?.bytes,
  };
}

function sourceFileNames({ files }: AssembledPool): readonly string[] {
  return files
    .filter((file) => file.origin !== "")
    .map((file) => file.name)
    .sort();
}
