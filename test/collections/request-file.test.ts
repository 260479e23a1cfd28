import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRequest, stringifyRequest } from "@usebruno/filestore";
import { afterAll, beforeAll, expect, it } from "vitest";
import { readRequestText } from "../../core/collections/read-request.ts";
import { writeRequestText } from "../../core/collections/write-request.ts";
import type { SavedRequest } from "../../core/contract/collections.ts";
import { createEngine } from "../../core/engine.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), "byteglass-collections-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const request: SavedRequest = {
  name: "Say",
  target: "{{host}}",
  method: "helloworld.Greeter/SayHello",
  methodKind: "client-stream",
  metadata: [{ name: "a", value: "1" }],
  messages: [
    { title: "one", text: '{"id": 9007199254740993}' },
    { title: "two", text: "{}" },
  ],
};

function written(before: string | undefined, changed: SavedRequest): string {
  const result = writeRequestText("a.yml", before, changed);
  return result.ok ? result.value : `refused: ${result.findings.map(({ message }) => message).join()}`;
}

it("reads back what it wrote", () => {
  const full: SavedRequest = { ...request, channel: "http-json", deadline: 5000 };
  expect(readRequestText("a.yml", written(undefined, full))).toEqual({ ok: true, value: full, findings: [] });
});

it("keeps comments, order and unknown keys, and an unchanged text as it is", () => {
  const text = `# mine\nzebra: 1\n${written(undefined, request)}`;
  expect(written(text, request)).toBe(text);
  expect(written(text, { ...request, target: "other:1" })).toBe(text.replace('"{{host}}"', "other:1"));
});

it("round trips through Bruno", () => {
  const bruno = parseRequest(written(undefined, request), { format: "yml" });
  const back = readRequestText("a.yml", stringifyRequest(bruno, { format: "yml" }));
  expect(back).toEqual({ ok: true, value: request, findings: [] });
});

it("opens what it can, names the rest, and never writes over another's change", async () => {
  const engine = createEngine();
  const file = join(folder, "sub", "say.yml");
  await mkdir(join(folder, "sub"));
  await writeFile(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Mine\n");
  await writeFile(join(folder, "bad.yml"), "info: [\n");
  await writeFile(join(folder, "wrong.yml"), "info:\n  type: grpc\n  name: 5\n");
  const saved = await engine.saveRequest({ file, request });
  const tree = await engine.openCollection({ path: folder });
  expect([tree.name, tree.findings]).toEqual(["Mine", []]);
  expect(tree.items.map(({ id, kind, name }) => [id, kind, name])).toEqual([
    ["bad.yml", "broken", "bad"],
    ["sub", "folder", "sub"],
    ["sub/say.yml", "request", "Say"],
    ["wrong.yml", "broken", "wrong"],
  ]);
  expect(tree.items[3]?.findings[0]).toMatchObject({ code: "wrong-type", text: { line: 3, column: 9 } });
  const read = await engine.readRequest({ file });
  expect(saved).toEqual({ kind: "saved", hash: read.hash });
  const outside = `${read.text}# outside\n`;
  await writeFile(file, outside);
  const outcome = await engine.saveRequest({ file, request, hash: read.hash });
  expect(outcome).toMatchObject({ kind: "conflict", onDisk: { text: outside }, unsaved: request });
  expect([await readFile(file, "utf8"), await readdir(join(folder, "sub"))]).toEqual([outside, ["say.yml"]]);
  const bad = join(folder, "bad.yml");
  const { hash } = await engine.readRequest({ file: bad });
  await expect(engine.saveRequest({ file: bad, request, hash })).rejects.toMatchObject({ code: "bad-text" });
  await engine.close();
});
