import { createHash } from "node:crypto";
import { readdir, readFile, rm } from "node:fs/promises";
import { join } from "node:path";
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import type { KeptSchema, KeptVersion } from "../../contract/schema.ts";
import { ByteglassError } from "../../error.ts";
import { readDescriptorSet } from "../descriptor-sets/read.ts";
import { schemaHash } from "../diff/hash.ts";
import { writeDescriptorSet } from "../export/descriptor-set.ts";
import { writeWholeFile } from "../export/write-file.ts";
import type { PoolPart, SchemaPool } from "../pool/pool.ts";
import { lenPayloads } from "../raw/fields.ts";
import { FILE_SET } from "../raw/tags.ts";
import {
  hashesOf,
  type IndexedVersion,
  type KeptBounds,
  type KeptIndex,
  putVersion,
  readIndex,
  writeIndex,
} from "./kept-index.ts";

/** Schemas on disk, by hash, with what was seen where and when. */
export interface KeptSchemas {
  /** Keeps what a server has now. Rejects with `file-unwritable`. */
  keep(server: string, pool: SchemaPool): Promise<KeptSchema>;
  /** What is kept of a server, newest first. */
  versions(server: string): Promise<readonly KeptVersion[]>;
  /** The files of a version that was kept. Rejects with `not-found`, and with `bad-schema` when its file is damaged. */
  open(server: string, hash: string): Promise<PoolPart>;
}

const defaultBounds: KeptBounds = { versionsPerServer: 16, servers: 200, byteLength: 256 * 1024 * 1024 };

/**
 * Larger sets are known by their bytes: reading what they say takes as long as loading them, and would hold up the calls of
 * whoever just connected. Other comments then make another hash, and no change is found when the two are compared.
 */
const maxModelled = 8 * 1024 * 1024;

/** The schemas kept in a folder, which is made when the first is; `now` gives the time of a sight. */
export function createKeptSchemas(
  folder: string,
  options: { readonly bounds?: Partial<KeptBounds>; readonly now?: () => Date } = {},
): KeptSchemas {
  const bounds = { ...defaultBounds, ...options.bounds };
  const now = options.now ?? (() => new Date());
  const indexFile = join(folder, "index.json");
  const fileOf = (hash: string): string => join(folder, `${hash}.binpb.gz`);
  let last: Promise<unknown> = Promise.resolve();

  const readAll = (): Promise<KeptIndex> => readFile(indexFile, "utf8").then(readIndex, () => new Map());

  /** One after the other: each reads the index that the one before it wrote. */
  function inTurn<Value>(work: () => Promise<Value>): Promise<Value> {
    const turn = last.then(work, work);
    last = turn.catch(() => undefined);
    return turn;
  }

  async function keep(server: string, pool: SchemaPool): Promise<KeptSchema> {
    const set = writeDescriptorSet(pool).bytes;
    const bytesHash = hashOfFiles(set);
    const before = await readAll();
    const known = before.get(server) ?? [];
    const same = known.find((version) => version.bytesHash === bytesHash);
    const hash = same?.hash ?? (set.length > maxModelled ? bytesHash : schemaHash(pool));
    const seen = now().toISOString();
    const stored =
      same?.byteLength ?? (await store(hash, set, known.find((one) => one.hash === hash)?.byteLength));
    const version = { hash, bytesHash, firstSeen: seen, lastSeen: seen, byteLength: stored };
    const index = putVersion(before, server, version, bounds);
    await writeWholeFile(indexFile, Buffer.from(writeIndex(index)), true);
    await sweep(index);
    const [newest] = known;
    return {
      hash,
      ...(newest !== undefined && newest.hash !== hash && { previous: viewOf(newest) }),
      versions: (index.get(server) ?? []).map(viewOf),
    };
  }

  async function store(hash: string, set: Uint8Array, known: number | undefined): Promise<number> {
    if (known !== undefined) return known;
    const packed = await promisify(gzip)(set);
    await writeWholeFile(fileOf(hash), packed, true);
    return packed.length;
  }

  /** Files that the index does not speak of any more. Where one cannot be deleted it stays, and is tried again. */
  async function sweep(index: KeptIndex): Promise<void> {
    const wanted = hashesOf(index);
    for (const name of await readdir(folder)) {
      const hash = /^([0-9a-f]{64})\.binpb\.gz$/.exec(name)?.[1];
      if (hash !== undefined && !wanted.has(hash)) await rm(join(folder, name)).catch(() => undefined);
    }
  }

  async function open(server: string, hash: string): Promise<PoolPart> {
    const version = (await readAll()).get(server)?.find((one) => one.hash === hash);
    const bytes = version === undefined ? undefined : await readFile(fileOf(hash)).catch(() => undefined);
    if (version === undefined || bytes === undefined) throw notKept(server);
    const read = readDescriptorSet(bytes, `the schema kept of ${server}`);
    if (read.ok) return { ...read.value, origin: `kept ${version.lastSeen}` };
    throw new ByteglassError("bad-schema", `The schema kept of ${server} is damaged.`, {
      hint: "It cannot be compared with; the next one is kept anew.",
      findings: read.findings,
    });
  }

  return {
    keep: (server, pool) => inTurn(() => keep(server, pool)),
    versions: async (server) => ((await readAll()).get(server) ?? []).map(viewOf),
    open: (server, hash) => inTurn(() => open(server, hash)),
  };
}

/** A hash of the files of a set, in whichever order they come. */
function hashOfFiles(set: Uint8Array): string {
  const files = lenPayloads(set, FILE_SET.file).map((file) =>
    createHash("sha256").update(file).digest("hex"),
  );
  return createHash("sha256").update(files.sort().join()).digest("hex");
}

function viewOf({ hash, firstSeen, lastSeen, byteLength }: IndexedVersion): KeptVersion {
  return { hash, firstSeen, lastSeen, byteLength };
}

function notKept(server: string): ByteglassError {
  return new ByteglassError("not-found", `That schema of ${server} is not kept any more.`, {
    hint: "The longest unseen ones make room for new ones; compare with another, or with a file.",
  });
}
