import { rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, describe, expect, it } from "vitest";
import { ByteglassError } from "../../../core/error.ts";
import type { Finding, Result } from "../../../core/finding.ts";
import type { PoolPart } from "../../../core/schema/pool/pool.ts";
import { compileProtos } from "../../../core/schema/proto-files/compile.ts";
import { readFileHeader } from "../../../core/schema/raw/file-header.ts";
import { writeTree } from "../support/protoc.ts";

const folders: string[] = [];
afterAll(() => {
  for (const folder of folders) rmSync(folder, { recursive: true, force: true });
});

function tree(files: Readonly<Record<string, string>>): (path?: string) => string {
  const folder = writeTree(files);
  folders.push(folder);
  return (path = "") => join(folder, path);
}

const namesOf = (result: Result<PoolPart>): readonly string[] =>
  result.ok ? result.value.files.map((file) => readFileHeader(file).name) : [];
const said = (result: Result<PoolPart>): readonly string[] =>
  result.findings.map(({ severity, message }) => `${severity}: ${message}`);

const good = `syntax = "proto3"; package shop; message Item { string id = 1; }`;

describe("what compiles", () => {
  it("a file below an import path, under its name there", async () => {
    const at = tree({ "root/shop/item.proto": good });
    const result = await compileProtos({ files: [at("root/shop/item.proto")], importPaths: [at("root")] });
    expect([namesOf(result), said(result)]).toEqual([["shop/item.proto"], []]);
  });

  it("a file outside every import path, from its own folder", async () => {
    const at = tree({
      "here/item.proto": good,
      "here/other.proto": `syntax = "proto3"; import "item.proto"; message O { shop.Item i = 1; }`,
    });
    const result = await compileProtos({ files: [at("here/other.proto")], importPaths: [] });
    expect(namesOf(result)).toEqual(["item.proto", "other.proto"]);
  });

  it("a folder", async () => {
    const at = tree({
      "a/item.proto": good,
      "a/b/deep.proto": `syntax = "proto3"; import "item.proto";`,
      "a/readme.md": "",
    });
    const result = await compileProtos({ files: [at("a")], importPaths: [] });
    expect([...namesOf(result)].sort()).toEqual(["b/deep.proto", "item.proto"]);
  });

  it("imports of the bundled google files", async () => {
    const at = tree({
      "a.proto": `syntax = "proto3"; import "google/api/annotations.proto"; import "google/rpc/status.proto";
        import "google/type/money.proto"; import "google/protobuf/timestamp.proto";
        message M { google.rpc.Status s = 1; google.type.Money m = 2; google.protobuf.Timestamp t = 3; }
        service S { rpc Get(M) returns (M) { option (google.api.http) = { get: "/x" }; } }`,
    });
    expect(said(await compileProtos({ files: [at("a.proto")], importPaths: [] }))).toEqual([]);
  });

  it("several import paths, the first winning", async () => {
    const at = tree({
      "one/x.proto": `syntax = "proto3"; message FromOne {}`,
      "two/x.proto": `syntax = "proto3"; message FromTwo {}`,
      "main/m.proto": `syntax = "proto3"; import "x.proto"; message M { FromOne f = 1; }`,
    });
    const result = await compileProtos({
      files: [at("main/m.proto")],
      importPaths: [at("one"), at("two"), at("main")],
    });
    expect([namesOf(result), said(result)]).toEqual([["x.proto", "m.proto"], []]);
  });

  it("unused imports, with a remark", async () => {
    const at = tree({ "a.proto": `syntax = "proto3";\nimport "google/protobuf/empty.proto";` });
    expect(said(await compileProtos({ files: [at("a.proto")], importPaths: [] }))).toEqual([
      "information: a.proto, line 2, column 1: Import google/protobuf/empty.proto is unused.",
    ]);
  });
});

describe("what does not compile", () => {
  const findings = async (
    files: Readonly<Record<string, string>>,
    entry: string,
  ): Promise<readonly Partial<Finding>[]> => {
    const at = tree(files);
    const result = await compileProtos({ files: [at(entry)], importPaths: [] });
    expect(result.ok).toBe(false);
    return result.findings.map((finding) => ({
      ...finding,
      file: finding.file?.replace(at(), "ROOT") ?? "",
      message: finding.message.replaceAll(at().replace(/\/$/, ""), "ROOT"),
      hint: finding.hint?.replaceAll(at(), "ROOT") ?? "",
    }));
  };

  it("a syntax error has file, line, column and offsets, tabs counted as one", async () => {
    const text = `syntax = "proto3";\nmessage M {\n\tstrin id = 1;\n}\n`;
    expect(await findings({ "a.proto": text }, "a.proto")).toEqual([
      {
        code: "proto-error",
        severity: "error",
        message: 'a.proto, line 3, column 9: "strin" is not defined.',
        statement: '"strin" is not defined.',
        hint: "Correct the file and load it again.",
        file: "ROOT/a.proto",
        text: { line: 3, column: 2, start: text.indexOf("strin"), end: text.indexOf("strin") + 5 },
      },
    ]);
  });

  it("every error of a file is told", async () => {
    const found = await findings(
      { "a.proto": `syntax = "proto3";\nmessage M { string a = 1; string b = 1; X x = 3; }` },
      "a.proto",
    );
    expect(found.map((finding) => finding.message)).toEqual([
      'a.proto, line 2, column 38: Field number 1 has already been used in "M" by field "a". Next available field number is 2.',
      'a.proto, line 2, column 41: "X" is not defined.',
    ]);
  });

  it("a missing import says where it was looked for, and which folder has it", async () => {
    const found = await findings(
      {
        "repo/api/shop/item.proto": good,
        "repo/api/shop/order.proto": `syntax = "proto3";\nimport "shop/item.proto";\nmessage O { shop.Item i = 1; }`,
      },
      "repo/api/shop/order.proto",
    );
    expect(found).toMatchObject([
      {
        code: "import-not-found",
        message:
          'order.proto, line 2, column 1: the import "shop/item.proto" was not found. Looked in ROOT/repo/api/shop and among the bundled google/* files.',
        hint: "Add ROOT/repo/api as an import path (-I ROOT/repo/api): it holds shop/item.proto.",
        steps: [
          {
            kind: "add-import-folder",
            importName: "shop/item.proto",
            folder: expect.stringMatching(/\/repo\/api$/),
          },
        ],
        file: "ROOT/repo/api/shop/order.proto",
        text: { line: 2, column: 1 },
      },
    ]);
  });

  it("a missing import that is nowhere asks for its folder", async () => {
    const found = await findings({ "a.proto": `syntax = "proto3"; import "gone/x.proto";` }, "a.proto");
    expect(found[0]?.hint).toBe("Add the folder that holds gone/x.proto as an import path (-I FOLDER).");
    expect(found[0]?.steps).toEqual([{ kind: "add-import-folder", importName: "gone/x.proto" }]);
  });

  it("an error in an import is told once, where it is", async () => {
    const found = await findings(
      { "a.proto": `syntax = "proto3"; import "b.proto"; message A { B b = 1; }`, "b.proto": "message B {" },
      "a.proto",
    );
    expect(found.map((finding) => finding.message)).toEqual([
      "b.proto, line 1, column 12: Reached end of input in message definition (missing '}').",
    ]);
  });

  it.each([
    ["a missing file", ["nowhere.proto"], ["error: There is no file or folder nowhere.proto."]],
    ["nothing", [], ["error: There is no .proto file among what was given."]],
  ])("%s", async (_name, files, expected) => {
    expect(said(await compileProtos({ files, importPaths: [] }))).toEqual(expected);
  });

  it("an import folder that is not there is a warning", async () => {
    const at = tree({ "a.proto": good });
    const result = await compileProtos({ files: [at("a.proto")], importPaths: ["nowhere"] });
    expect([result.ok, said(result)]).toEqual([true, ["warning: There is no import folder nowhere."]]);
  });

  it("files without faults load all the same", async () => {
    const at = tree({
      "good.proto": good,
      "bad.proto": `syntax = "proto3"; mess`,
      "user.proto": `syntax = "proto3"; import "bad.proto";`,
    });
    const result = await compileProtos({
      files: [at("bad.proto"), at("good.proto"), at("user.proto")],
      importPaths: [],
    });
    expect([namesOf(result), said(result)]).toEqual([
      ["good.proto"],
      ['error: bad.proto, line 1, column 20: Expected top-level statement (e.g. "message").'],
    ]);
  });
});

describe("a compiler that does not come to an end", () => {
  const refusal = async (attempt: Promise<unknown>): Promise<readonly string[]> => {
    const error = await attempt.catch((thrown: unknown) => thrown);
    return error instanceof ByteglassError ? [error.code, error.message] : [String(error)];
  };
  const at = tree({ "a.proto": good });
  const options = { files: [at("a.proto")], importPaths: [] };

  it("is stopped after the time allowed", async () => {
    const protocPath = at("endless");
    writeFileSync(protocPath, "#!/bin/sh\nexec sleep 600\n", { mode: 0o755 });
    expect(await refusal(compileProtos({ ...options, protocPath, timeout: 100 }))).toEqual([
      "timeout",
      "Compiling the .proto files took longer than 100 ms and was stopped.",
    ]);
  });

  it("can be cancelled", async () => {
    expect(await refusal(compileProtos({ ...options, signal: AbortSignal.abort() }))).toEqual([
      "cancelled",
      "Compiling the .proto files was cancelled.",
    ]);
  });

  it("is reported when it cannot be started", async () => {
    expect(await refusal(compileProtos({ ...options, protocPath: at("protoc") }))).toEqual([
      "unsupported",
      `The compiler ${at("protoc")} cannot be started: spawn ${at("protoc")} ENOENT.`,
    ]);
  });
});

describe("files that do not go together", () => {
  const repository = {
    "repo/acme/options.proto": `syntax = "proto2"; package acme; import "google/protobuf/descriptor.proto";
      extend google.protobuf.FieldOptions { optional bool one = 50001; optional bool two = 50002; }`,
    "repo/old/a.proto": `syntax = "proto3"; package old; import "acme/options.proto"; message A { int32 x = 1 [(acme.one) = true]; }`,
    "repo/new/b.proto": `syntax = "proto3"; package fresh; import "repo/acme/options.proto"; message B { int32 x = 1 [(acme.two) = true]; }`,
  };

  it("load apart, such as those that import one file under two names", async () => {
    const at = tree(repository);
    const importPaths = [at(), at("repo")];
    const result = await compileProtos({ files: [at("repo/old"), at("repo/new")], importPaths });
    expect(result.ok).toBe(true);
    expect(namesOf(result)).toEqual([
      "google/protobuf/descriptor.proto",
      "acme/options.proto",
      "repo/old/a.proto",
      "repo/acme/options.proto",
      "repo/new/b.proto",
    ]);
  });

  it("are told once where one file alone imports both names", async () => {
    const at = tree({
      ...repository,
      "repo/new/c.proto": `syntax = "proto3"; import "repo/old/a.proto"; import "repo/new/b.proto"; message C {}`,
    });
    const result = await compileProtos({ files: [at("repo/new/c.proto")], importPaths: [at(), at("repo")] });
    expect(result.ok).toBe(false);
    const [first] = result.findings;
    expect(first).toMatchObject({
      code: "declared-twice",
      message: `${at("repo/acme/options.proto")} is imported under two names, one of them acme/options.proto: everything in it would be declared twice.`,
      hint: "Give import folders of which one alone reaches the file, or load files that use one of its names.",
    });
    expect(result.findings.filter(({ code }) => code === "declared-twice")).toHaveLength(1);
  });

  it("load in the order given, the first of two that declare the same first", async () => {
    const same = (type: string) => `syntax = "proto3"; package p; message M { ${type} x = 1; }`;
    const at = tree({
      "a.proto": same("int32"),
      "b.proto": same("string"),
      "c.proto": 'syntax = "proto3"; import "b.proto"; message C { p.M m = 1; }',
    });
    const result = await compileProtos({
      files: [at("a.proto"), at("b.proto"), at("c.proto")],
      importPaths: [],
    });
    expect(namesOf(result).filter((name) => name !== "c.proto")[0]).toBe("a.proto");
    expect(result.ok).toBe(true);
  });
});
