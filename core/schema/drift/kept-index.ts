/** What is kept of which server, as values. Pure. */
import * as v from "valibot";
import { parseJson } from "../../json-value.ts";

const Version = v.object({
  /** The hash of what the schema says (`schemaHash`); names the file it is kept in. */
  hash: v.pipe(v.string(), v.regex(/^[0-9a-f]{64}$/)),
  /** SHA-256 of the set as it came: equal bytes need not be read to know that nothing changed. */
  bytesHash: v.string(),
  /** ISO 8601. */
  firstSeen: v.string(),
  lastSeen: v.string(),
  /** On disk, in bytes. */
  byteLength: v.number(),
});
export type IndexedVersion = v.InferOutput<typeof Version>;

const Index = v.object({
  version: v.literal(1),
  /** By address; versions newest first. Pairs, for an address may be named like a member of every object. */
  servers: v.array(v.tuple([v.string(), v.array(Version)])),
});

/** Versions by server, newest first; the server seen last comes last. */
export type KeptIndex = ReadonlyMap<string, readonly IndexedVersion[]>;

/** Bounds on what is kept. */
export interface KeptBounds {
  readonly versionsPerServer: number;
  readonly servers: number;
  /** Of all files together. */
  readonly byteLength: number;
}

/** Reads an index; anything that is none is empty. */
export function readIndex(text: string): KeptIndex {
  const parsed = v.safeParse(Index, parseJson(text));
  return new Map(parsed.success ? parsed.output.servers : []);
}

/** Writes an index. */
export function writeIndex(index: KeptIndex): string {
  return JSON.stringify({ version: 1, servers: [...index] });
}

/** Puts a version in front of its server's, or moves it there with its first sight kept, and drops what is over the bounds. */
export function putVersion(
  index: KeptIndex,
  server: string,
  version: IndexedVersion,
  bounds: KeptBounds,
): KeptIndex {
  const before = index.get(server) ?? [];
  const known = before.find(({ hash }) => hash === version.hash);
  const newest = { ...version, firstSeen: known?.firstSeen ?? version.firstSeen };
  const versions = [newest, ...before.filter(({ hash }) => hash !== version.hash)];
  const others = [...index].filter(([name]) => name !== server);
  return withinBounds([...others, [server, versions.slice(0, bounds.versionsPerServer)]], bounds);
}

/** Drops servers and then old versions, the longest unseen first, until all bounds hold; the newest of the last server stays. */
function withinBounds(entries: [string, readonly IndexedVersion[]][], bounds: KeptBounds): KeptIndex {
  let kept = entries.slice(-bounds.servers);
  while (lengthOf(kept) > bounds.byteLength) {
    const at = kept.findIndex(([, versions], index) => versions.length > 1 || index < kept.length - 1);
    if (at < 0) break;
    kept = kept.flatMap(([name, versions], index): [string, readonly IndexedVersion[]][] => {
      if (index !== at) return [[name, versions]];
      return versions.length > 1 ? [[name, versions.slice(0, -1)]] : [];
    });
  }
  return new Map(kept);
}

/** Several servers may have the same schema: its file counts once. */
function lengthOf(entries: readonly [string, readonly IndexedVersion[]][]): number {
  const files = new Map(entries.flatMap(([, versions]) => versions.map((one) => [one.hash, one.byteLength])));
  return [...files.values()].reduce((sum, length) => sum + length, 0);
}

/** The hashes that an index speaks of. */
export function hashesOf(index: KeptIndex): ReadonlySet<string> {
  return new Set([...index.values()].flatMap((versions) => versions.map(({ hash }) => hash)));
}
