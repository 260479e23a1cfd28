import type { ExportedFile, SchemaExport } from "../../contract/views.ts";
import type { Finding } from "../../finding.ts";
import { schemaHash } from "../diff/hash.ts";
import { nameList, quoteName } from "../pool/finding-log.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { checkTree } from "./check-tree.ts";
import { writeDescriptorSet } from "./descriptor-set.ts";
import { clashingNames, fileNameFault } from "./file-names.ts";
import { lostOptions } from "./lost-options.ts";
import { printTree, type TreeFile } from "./proto-tree.ts";
import { unsafeNames } from "./refusals.ts";
import { writeWholeFile } from "./write-file.ts";
import { writeFolder } from "./write-folder.ts";

/** What an export is given. */
export interface ExportOptions {
  /** A folder for a `.proto` tree, or a file for a descriptor set. */
  readonly out: string;
  readonly form: SchemaExport["form"];
  /** Writes over what no export wrote, or what was changed since. */
  readonly overwrite?: boolean;
  readonly signal?: AbortSignal;
}

/**
 * Writes a pool to disk: as a tree of `.proto` files that compiles by itself (which is tried before it is put in place),
 * or as one descriptor set. Rejects with `bad-schema` for file names that have no place on a disk, with `file-unwritable`
 * where something of someone else's would be overwritten, and with `cancelled`; nothing is written then.
 */
export async function exportSchema(pool: SchemaPool, options: ExportOptions): Promise<SchemaExport> {
  return options.form === "folder" ? await exportFolder(pool, options) : await exportSet(pool, options);
}

async function exportFolder(pool: SchemaPool, options: ExportOptions): Promise<SchemaExport> {
  const { out, overwrite = false, signal } = options;
  const files = printTree(pool);
  const names = files.map(({ name }) => name);
  refuseUnsafeNames(names);
  signal?.throwIfAborted();
  const hash = schemaHash(pool);
  const lost = lostOptions(pool);
  const findings: Finding[] = [...stubFindings(files), ...(lost === undefined ? [] : [lost])];
  const { unchanged, stale, kept } = await writeFolder(out, files, {
    overwrite,
    schemaHash: hash,
    check: async (staged) => {
      findings.push(...(await checkTree(pool, staged, names, signal)));
    },
  });
  if (kept.length > 0) findings.push(keptFinding(kept));
  const exported = files.map(
    ({ name, origin }): ExportedFile => ({
      name,
      origin,
      state: unchanged.has(name) ? "unchanged" : "written",
    }),
  );
  return { out, form: "folder", files: exported, removed: stale, hash, findings };
}

async function exportSet(pool: SchemaPool, options: ExportOptions): Promise<SchemaExport> {
  const { out, overwrite = false } = options;
  const { bytes, names, leftOut } = writeDescriptorSet(pool);
  const state = await writeWholeFile(out, bytes, overwrite);
  const delivered = new Set(pool.sourceFileNames);
  const files: ExportedFile[] = [
    ...names.map(
      (name): ExportedFile => ({ name, origin: delivered.has(name) ? "source" : "bundled", state }),
    ),
    ...leftOut.map((name): ExportedFile => ({ name, origin: "stub", state: "left-out" })),
  ];
  const findings = leftOut.length === 0 ? [] : [leftOutFinding(leftOut)];
  return { out, form: "descriptor-set", files, removed: [], hash: schemaHash(pool), findings };
}

function refuseUnsafeNames(names: readonly string[]): void {
  const faults = names.flatMap((name) => {
    const fault = fileNameFault(name);
    return fault === undefined ? [] : [`${quoteName(name)} ${fault}`];
  });
  const clashes = clashingNames(names).map(
    ([first, second]) => `${quoteName(first)} and ${quoteName(second)} cannot stand side by side everywhere`,
  );
  if (faults.length + clashes.length > 0) throw unsafeNames([...faults, ...clashes]);
}

function stubFindings(files: readonly TreeFile[]): readonly Finding[] {
  const stubs = files.filter(({ origin }) => origin === "stub").map(({ name }) => name);
  if (stubs.length === 0) return [];
  return [
    {
      code: "export-stub",
      severity: "warning",
      message: `No source had ${nameList(stubs)}: what is written there are marked stand-ins with empty types.`,
      hint: "Add a source that has the true files, and export again.",
    },
  ];
}

function leftOutFinding(names: readonly string[]): Finding {
  return {
    code: "export-left-out",
    severity: "warning",
    message: `No source had ${nameList(names)}: the set is written without, and others will miss it.`,
    hint: "Add a source that has the true files, and export again.",
  };
}

function keptFinding(names: readonly string[]): Finding {
  return {
    code: "export-kept",
    severity: "warning",
    message: `The schema no longer has ${nameList(names)}, but someone changed the files since they were exported: they stay.`,
    hint: "Delete them by hand when they are not needed.",
  };
}
