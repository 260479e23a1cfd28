import { execFileSync } from "node:child_process";
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fromBinary, toBinary, toJson } from "@bufbuild/protobuf";
import type { DescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import {
  FieldDescriptorProto_Type,
  FileDescriptorProtoSchema,
  FileDescriptorSetSchema,
  MessageOptionsSchema,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { Writer } from "protobufjs/minimal.js";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { exportSchema } from "../../../core/schema/export/export.ts";
import { buildPool, type SchemaPool } from "../../../core/schema/pool/pool.ts";
import { lenPayloads } from "../../../core/schema/raw/fields.ts";
import { readFileHeader } from "../../../core/schema/raw/file-header.ts";
import { FILE_SET } from "../../../core/schema/raw/tags.ts";
import { samples } from "../describe/samples.ts";
import { fileOf, partOf } from "../support/files.ts";
import { protoFolder } from "../support/folders.ts";
import { compileText } from "../support/protoc.ts";

const root = join(import.meta.dirname, "../../..");
let folder = "";

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "byteglass-export-test-"));
});

afterEach(() => rmSync(folder, { recursive: true }));

const out = (name = "out"): string => join(folder, name);
const poolOf = (sources: Readonly<Record<string, string>>): SchemaPool =>
  buildPool([partOf(compileText(sources).values())]);
const exportTree = (pool: SchemaPool, overwrite = false) =>
  exportSchema(pool, { out: out(), form: "folder", overwrite });
const exportSet = (pool: SchemaPool, name: string, overwrite = false) =>
  exportSchema(pool, { out: out(name), form: "descriptor-set", overwrite });
const filesIn = (path: string): readonly string[] =>
  readdirSync(path, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map((entry) => join(entry.parentPath, entry.name).slice(path.length + 1))
    .sort();

const one = { "a/one.proto": 'syntax = "proto3"; package a; message One { int32 x = 1; }' };
const two = {
  ...one,
  "two.proto": 'syntax = "proto3"; import "a/one.proto"; message Two { a.One one = 1; }',
};

/** Files of a serialized set by name, without comments, as JSON. */
function contentOf(set: Uint8Array): ReadonlyMap<string, unknown> {
  return new Map(
    lenPayloads(set, FILE_SET.file).map((bytes) => {
      const file = fromBinary(FileDescriptorProtoSchema, bytes);
      file.sourceCodeInfo = undefined;
      for (const message of file.messageType) roundDefaults(message);
      return [file.name, toJson(FileDescriptorProtoSchema, file)];
    }),
  );
}

/** Compilers spell the default of a float in several ways. */
function roundDefaults(message: DescriptorProto): void {
  for (const field of message.field) {
    if (field.type === FieldDescriptorProto_Type.FLOAT && field.defaultValue !== "") {
      field.defaultValue = String(Math.fround(Number(field.defaultValue)));
    }
  }
  for (const nested of message.nestedType) roundDefaults(nested);
}

describe("a tree of .proto files compiles to what it came from", () => {
  const cases: readonly [string, Readonly<Record<string, string>>][] = [
    ["the bundled files", protoFolder("core/schema/include")],
    ["google/protobuf", protoFolder("node_modules/protoc/include")],
    ["the samples of the product", protoFolder("proto-samples/protos")],
    ...Object.entries(samples).map(([name, text]): [string, Readonly<Record<string, string>>] => [
      name,
      { "sample.proto": text },
    ]),
  ];

  it.each(cases)("by protoc, from nothing but itself: %s", async (_name, sources) => {
    const compiled = compileText(sources);
    const { files, findings, removed } = await exportTree(buildPool([partOf(compiled.values())]));
    expect([findings, removed]).toEqual([[], []]);
    expect(files.map(({ name }) => name)).toEqual([...compiled.keys()].sort());
    const set = join(folder, "again.binpb");
    const protoc = join(root, "node_modules/protoc/protoc.cjs");
    const words = [
      "-I",
      out(),
      "--include_imports",
      `--descriptor_set_out=${set}`,
      ...filesIn(out()).filter((name) => name.endsWith(".proto")),
    ];
    execFileSync(process.execPath, [protoc, ...words], { stdio: ["ignore", "pipe", "pipe"] });
    const original = Buffer.concat([...compiled.values()].map((bytes) => setOf(bytes)));
    const again = contentOf(readFileSync(set));
    for (const [name, content] of contentOf(original))
      expect({ name, content: again.get(name) }).toEqual({ name, content });
  });

  it("and buf agrees", async () => {
    const compiled = compileText(protoFolder("proto-samples/protos"));
    await exportTree(buildPool([partOf(compiled.values())]));
    const set = join(folder, "buf.binpb");
    execFileSync(
      join(root, "node_modules/.bin/buf"),
      ["build", out(), "--as-file-descriptor-set", "-o", set],
      {
        stdio: ["ignore", "pipe", "pipe"],
      },
    );
    const byBuf = contentOf(readFileSync(set));
    const original = contentOf(Buffer.concat([...compiled.values()].map((bytes) => setOf(bytes))));
    for (const [name, content] of original)
      expect({ name, content: byBuf.get(name) }).toEqual({ name, content });
  });
});

/** A set of one file. */
function setOf(bytes: Uint8Array): Uint8Array {
  const lengths: number[] = [];
  for (let rest = bytes.length; ; rest >>>= 7) {
    lengths.push(rest > 127 ? (rest & 127) | 128 : rest);
    if (rest <= 127) break;
  }
  return Buffer.concat([Uint8Array.of(10, ...lengths), bytes]);
}

describe("a tree of what a server did not tell whole", () => {
  it("marks what no source had, and still compiles", async () => {
    const files = new Map(compileText(two));
    files.delete("a/one.proto");
    const result = await exportTree(buildPool([partOf(files.values())]));
    expect(result.files).toEqual([
      { name: "a/one.proto", origin: "stub", state: "written" },
      { name: "byteglass/missing/a.proto", origin: "stub", state: "written" },
      { name: "two.proto", origin: "source", state: "written" },
    ]);
    expect(result.findings.map(({ code, message }) => `${code}: ${message}`)).toEqual([
      "export-stub: No source had a/one.proto, byteglass/missing/a.proto: what is written there are marked stand-ins with empty types.",
    ]);
    expect(
      readFileSync(out("out/byteglass/missing/a.proto"), "utf8"),
    ).toBe(`// Not a true file: no source had it. Byteglass wrote empty stand-ins for the types that others use.
// Put the true file in its place.

syntax = "proto3";

package a;

message One {}
`);
  });

  it("adds an import that a compiler needs", async () => {
    const files = [
      fileOf({ name: "a.proto", package: "p", syntax: "proto3", messageType: [{ name: "A" }] }),
      fileOf({
        name: "b.proto",
        package: "p",
        syntax: "proto3",
        messageType: [
          {
            name: "B",
            field: [{ name: "a", number: 1, label: 1, type: 11, typeName: ".p.A", jsonName: "a" }],
          },
        ],
      }),
    ];
    expect((await exportTree(buildPool([partOf(files)]))).findings).toEqual([]);
    expect(readFileSync(out("out/b.proto"), "utf8")).toContain('import "a.proto";');
  });

  it("tells what source text cannot say", async () => {
    const options = fromBinary(
      MessageOptionsSchema,
      Writer.create()
        .uint32(50_001 << 3)
        .uint32(7)
        .finish(),
    );
    const files = [
      fileOf({ name: "a.proto", package: "p", syntax: "proto3", messageType: [{ name: "A", options }] }),
    ];
    expect((await exportTree(buildPool([partOf(files)]))).findings.map(({ message }) => message)).toEqual([
      "a.proto set options that no source defines; they are left out of the source text: google.protobuf.MessageOptions 50001.",
      "Compiled again, the files differ from their source in p.A option.",
    ]);
  });

  it("tells what it cannot say deep within an option", async () => {
    const custom = `syntax = "proto3"; package p; import "google/protobuf/descriptor.proto";
      message Rule { int32 known = 1; SOMEWHERE }
      extend google.protobuf.MessageOptions { Rule rule = 50001; }
      message A { option (rule) = { known: 1 SET }; }`;
    const whole = custom
      .replace("SOMEWHERE", "Rule inner = 2; int32 hidden = 3;")
      .replace("SET", "inner { hidden: 7 }");
    const known = custom.replace("SOMEWHERE", "Rule inner = 2;").replace("SET", "");
    const set = compileText({ "a.proto": whole }).get("a.proto") ?? new Uint8Array(0);
    const less = compileText({ "a.proto": known }).get("a.proto") ?? new Uint8Array(0);
    const file = fromBinary(FileDescriptorProtoSchema, less);
    const [, message] = file.messageType;
    const options = fromBinary(FileDescriptorProtoSchema, set).messageType[1]?.options;
    if (message === undefined || options === undefined) throw new Error("no such message");
    message.options = options;
    const { findings } = await exportTree(buildPool([partOf([toBinary(FileDescriptorProtoSchema, file)])]));
    expect(findings.map(({ message }) => message)).toEqual([
      "a.proto set options that no source defines; they are left out of the source text: p.Rule 3.",
    ]);
  });

  it("tells what does not compile", async () => {
    const field = { label: 1, type: 5, jsonName: "a" } as const;
    const files = [
      fileOf({
        name: "a.proto",
        package: "p",
        syntax: "proto3",
        messageType: [{ name: "A", field: [{ ...field, name: "a", number: 19_000 }] }],
      }),
    ];
    const { findings } = await exportTree(buildPool([partOf(files)]));
    expect(findings.map(({ code }) => code)).toEqual(["export-does-not-compile"]);
    expect(findings[0]?.message).toMatch(/^What was written does not compile as it is: a\.proto: .*19000/);
  });
});

describe("hostile names of files write nothing", () => {
  it.each([
    [["../evil.proto"], "../evil.proto would leave the folder"],
    [["/tmp/evil.proto"], "/tmp/evil.proto is absolute"],
    [["ok.proto", "a/../../evil.proto"], "a/../../evil.proto would leave the folder"],
    [["a\n-o=x.proto"], '"a\\n-o=x.proto" has control characters in it'],
    [[".git/config"], ".git/config does not end in .proto"],
    [["a.proto", "A.proto"], "A.proto and a.proto cannot stand side by side everywhere"],
  ])("%j", async (names, fault) => {
    const pool = buildPool([partOf(names.map((name) => fileOf({ name, syntax: "proto3" })))]);
    await expect(exportTree(pool)).rejects.toMatchObject({
      code: "bad-schema",
      message: `The schema has file names that are not written to disk: ${fault}. Nothing was written.`,
      hint: "Export it as one descriptor set (--out FILE.binpb), which keeps the names inside.",
    });
    expect(readdirSync(folder)).toEqual([]);
    await exportSet(pool, "set.binpb");
    const set = fromBinary(FileDescriptorSetSchema, readFileSync(out("set.binpb")));
    expect(set.file.map(({ name }) => name).sort()).toEqual([...names].sort());
  });
});

describe("a folder", () => {
  it("is made, refreshed, and cleared of what is gone; other files stay", async () => {
    await exportTree(poolOf(two));
    expect(filesIn(out())).toEqual([".byteglass-export.json", "a/one.proto", "two.proto"]);
    writeFileSync(out("out/mine.txt"), "mine");
    const again = await exportTree(poolOf(two));
    expect(again.files.map(({ state }) => state)).toEqual(["unchanged", "unchanged"]);
    const other = {
      "b.proto": 'syntax = "proto3"; message B {}',
      "two.proto": 'syntax = "proto3"; message Two {}',
    };
    const changed = await exportTree(poolOf(other));
    expect(changed.files.map(({ name, state }) => [name, state])).toEqual([
      ["b.proto", "written"],
      ["two.proto", "written"],
    ]);
    expect(changed.removed).toEqual(["a/one.proto"]);
    expect(filesIn(out())).toEqual([".byteglass-export.json", "b.proto", "mine.txt", "two.proto"]);
    expect(existsSync(out("out/a"))).toBe(false);
  });

  it("with files of someone else's is refused, and written only by force", async () => {
    mkdirSync(out());
    writeFileSync(out("out/mine.txt"), "mine");
    await expect(exportTree(poolOf(one))).rejects.toMatchObject({
      code: "file-unwritable",
      message: `The folder ${out()} holds files that no export wrote (mine.txt). Nothing was written.`,
    });
    expect(filesIn(out())).toEqual(["mine.txt"]);
    await exportTree(poolOf(one), true);
    expect(filesIn(out())).toEqual([".byteglass-export.json", "a/one.proto", "mine.txt"]);
  });

  it("with files that were edited is refused, and written only by force", async () => {
    await exportTree(poolOf(two));
    writeFileSync(out("out/two.proto"), "// mine\n");
    await expect(exportTree(poolOf(two))).rejects.toMatchObject({
      message: `In ${out()}, two.proto is not as an export left it. Nothing was written.`,
    });
    expect(readFileSync(out("out/two.proto"), "utf8")).toBe("// mine\n");
    const gone = await exportTree(poolOf(one));
    expect(gone.findings.map(({ code }) => code)).toEqual(["export-kept"]);
    expect(readFileSync(out("out/two.proto"), "utf8")).toBe("// mine\n");
  });

  it("with a link in the way is refused, by force too", async () => {
    mkdirSync(out());
    mkdirSync(out("elsewhere"));
    symlinkSync(out("elsewhere"), out("out/a"));
    await expect(exportTree(poolOf(one), true)).rejects.toMatchObject({
      message: `In ${out()}, a is not a plain file or folder. Nothing was written.`,
    });
    expect(readdirSync(out("elsewhere"))).toEqual([]);
    expect(filesIn(out())).toEqual(["a"]);
  });

  it("with a manifest that names files outside deletes none of them", async () => {
    mkdirSync(out());
    writeFileSync(out("victim.proto"), "keep me");
    const files = { "../victim.proto": "6af1f692e9496c6d0b668316eccb93276ae6b6774fa728aac31ff40a38318760" };
    writeFileSync(out("out/.byteglass-export.json"), JSON.stringify({ files }));
    await exportTree(poolOf(one));
    expect(readFileSync(out("victim.proto"), "utf8")).toBe("keep me");
  });

  it("that is a file is refused", async () => {
    writeFileSync(out(), "");
    await expect(exportTree(poolOf(one))).rejects.toMatchObject({
      message: `${out()} is no folder. Nothing was written.`,
    });
  });
});

describe("a descriptor set", () => {
  it("has every file byte for byte, imports first", async () => {
    const compiled = compileText(protoFolder("proto-samples/protos"));
    const result = await exportSet(buildPool([partOf([...compiled.values()].reverse())]), "set.binpb");
    const written = lenPayloads(readFileSync(out("set.binpb")), FILE_SET.file);
    const names = written.map((bytes) => readFileHeader(bytes).name);
    expect(new Map(names.map((name, index) => [name, Buffer.from(written[index] ?? [])]))).toEqual(
      new Map([...compiled].map(([name, bytes]) => [name, Buffer.from(bytes)])),
    );
    for (const [index, bytes] of written.entries()) {
      for (const name of readFileHeader(bytes).dependencies) expect(names.indexOf(name)).toBeLessThan(index);
    }
    expect(result.files.map(({ state }) => state)).toEqual(names.map(() => "written"));
  });

  it("leaves out and names what no source had", async () => {
    const files = new Map(compileText(two));
    files.delete("a/one.proto");
    const { findings, files: listed } = await exportSet(buildPool([partOf(files.values())]), "set.binpb");
    expect(
      lenPayloads(readFileSync(out("set.binpb")), FILE_SET.file).map((bytes) => readFileHeader(bytes).name),
    ).toEqual(["two.proto"]);
    expect(listed.filter(({ state }) => state === "left-out").map(({ name }) => name)).toEqual([
      "a/one.proto",
      "byteglass/missing/a.proto",
    ]);
    expect(findings.map(({ code }) => code)).toEqual(["export-left-out"]);
  });

  it("does not replace another file, but by force; the same one is left alone", async () => {
    await exportSet(poolOf(one), "set.binpb");
    const again = await exportSet(poolOf(one), "set.binpb");
    expect(again.files.map(({ state }) => state)).toEqual(["unchanged"]);
    await expect(exportSet(poolOf(two), "set.binpb")).rejects.toMatchObject({
      code: "file-unwritable",
      message: `The file ${out("set.binpb")} is there already. Nothing was written.`,
    });
    await exportSet(poolOf(two), "set.binpb", true);
    expect(lenPayloads(readFileSync(out("set.binpb")), FILE_SET.file)).toHaveLength(2);
    expect(filesIn(folder)).toEqual(["set.binpb"]);
  });
});
