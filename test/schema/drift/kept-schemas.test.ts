import { readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { diffSchemas } from "../../../core/schema/diff/diff.ts";
import { createKeptSchemas } from "../../../core/schema/drift/kept-schemas.ts";
import { buildPool, type SchemaPool } from "../../../core/schema/pool/pool.ts";
import { fileOf, partOf } from "../support/files.ts";
import { compileText, writeTree } from "../support/protoc.ts";

let folder: string;
let day = 0;
beforeEach(() => {
  folder = writeTree({});
  day = 0;
});
afterEach(() => rmSync(folder, { recursive: true }));

const poolOf = (body: string): SchemaPool =>
  buildPool([partOf(compileText({ "a.proto": `syntax = "proto3"; package p; ${body}` }).values())]);
const first = poolOf("message M { int32 a = 1; }");
const second = poolOf("message M { int64 a = 1; string b = 2; }");
const commented = poolOf("// New words.\nmessage M { int32 a = 1; }");

const now = () => new Date(Date.UTC(2026, 0, ++day));
const create = (bounds = {}) => createKeptSchemas(join(folder, "schemas"), { now, bounds });
const filesIn = () => readdirSync(join(folder, "schemas")).filter((name) => name.endsWith(".gz"));

describe("schemas that are kept", () => {
  it("tell what a server had before, once it changed", async () => {
    const kept = create();
    const before = await kept.keep("a:1", first);
    expect(before).not.toHaveProperty("previous");
    expect(await kept.keep("a:1", first)).not.toHaveProperty("previous");
    const after = await kept.keep("a:1", second);
    expect(after.previous).toMatchObject({
      hash: before.hash,
      firstSeen: "2026-01-01T00:00:00.000Z",
      lastSeen: "2026-01-02T00:00:00.000Z",
    });
    expect(after.versions.map(({ hash }) => hash)).toEqual([after.hash, before.hash]);
    const old = buildPool([await kept.open("a:1", before.hash)]);
    expect(diffSchemas(old, second).map(({ symbol, kind }) => `${symbol} ${kind}`)).toEqual([
      "p.M.a retyped",
      "p.M.b added",
    ]);
  });

  it("are the same with other comments, and are known again after a return", async () => {
    const kept = create();
    const { hash } = await kept.keep("a:1", first);
    expect(await kept.keep("a:1", commented)).toMatchObject({ hash });
    expect(await kept.keep("a:1", commented)).not.toHaveProperty("previous");
    await kept.keep("a:1", second);
    const back = await kept.keep("a:1", first);
    expect(back.previous).toBeDefined();
    expect(back.versions[0]).toMatchObject({ hash, firstSeen: "2026-01-01T00:00:00.000Z" });
  });

  it("are apart by server, share their files, and outlive the process", async () => {
    await create().keep("a:1", first);
    const kept = create();
    expect(await kept.keep("__proto__", first)).not.toHaveProperty("previous");
    expect(await kept.versions("__proto__")).toHaveLength(1);
    expect(await kept.versions("a:1")).toHaveLength(1);
    expect(await kept.versions("constructor")).toEqual([]);
    expect(filesIn()).toHaveLength(1);
  });

  it("are bounded by count, servers and bytes, the longest unseen first", async () => {
    const kept = create({ versionsPerServer: 2, servers: 2 });
    await kept.keep("a:1", first);
    await kept.keep("a:1", second);
    await kept.keep("a:1", poolOf("message N { int32 n = 1; }"));
    expect(await kept.versions("a:1")).toHaveLength(2);
    expect(filesIn()).toHaveLength(2);
    await kept.keep("b:1", first);
    await kept.keep("c:1", first);
    expect(await kept.versions("a:1")).toEqual([]);
    expect(filesIn()).toHaveLength(1);
    const small = create({ byteLength: 1 });
    await small.keep("b:1", second);
    expect(await small.versions("c:1")).toEqual([]);
    expect(await small.versions("b:1")).toHaveLength(1);
  });

  it("go on with an index that is damaged, and say which version is gone", async () => {
    const kept = create();
    const { hash } = await kept.keep("a:1", first);
    await expect(kept.open("b:1", hash)).rejects.toMatchObject({
      code: "not-found",
      message: expect.stringContaining("b:1"),
    });
    writeFileSync(join(folder, "schemas", `${hash}.binpb.gz`), "not a set");
    await expect(kept.open("a:1", hash)).rejects.toMatchObject({ code: "bad-schema" });
    writeFileSync(join(folder, "schemas", "index.json"), "{");
    expect(await kept.versions("a:1")).toEqual([]);
    expect(await kept.keep("a:1", first)).toMatchObject({ hash });
  });

  it("are known by their bytes where they are large, in whichever order their files came", async () => {
    const kept = create();
    const file = (name: string, comment: string): Uint8Array => {
      const value = Array.from({ length: 20 }, (_, at) => ({
        name: `${name}${at}_${"x".repeat(300_000)}`,
        number: at,
      }));
      return fileOf({ name: `${name}.proto`, package: name, enumType: [{ name: comment, value }] });
    };
    const [a, b] = [file("a", "E"), file("b", "E")];
    const { hash } = await kept.keep("a:1", buildPool([partOf([a, b])]));
    expect(await kept.keep("a:1", buildPool([partOf([b, a])]))).toMatchObject({ hash, versions: [{ hash }] });
    const after = await kept.keep("a:1", buildPool([partOf([a, file("b", "F")])]));
    expect(after.previous?.hash).toBe(hash);
  });

  it("are kept one after the other", async () => {
    const kept = create();
    const all = await Promise.all([
      kept.keep("a:1", first),
      kept.keep("a:1", second),
      kept.keep("b:1", first),
    ]);
    expect(all[1]?.previous?.hash).toBe(all[0]?.hash);
    expect(await kept.versions("b:1")).toHaveLength(1);
  });
});
