import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { parseRequest, stringifyRequest } from "@usebruno/filestore";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
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
  sequence: 3,
  tags: ["smoke"],
  variables: [
    { name: "user", value: "ann" },
    { name: "limit", value: "9007199254740993", form: "json" },
  ],
  assertions: [{ kind: "check", expression: "status", operator: "eq", value: "OK" }],
  authorization: { kind: "bearer", token: "{{token}}" },
};

const further: SavedRequest = {
  ...request,
  channel: "http-json",
  deadline: "{{deadline}}",
  binding: 1,
  security: { mode: "tls", certificateAuthorityFile: "ca.pem" },
  sources: [{ kind: "descriptor-set", file: "api.binpb" }],
  options: { compression: "gzip" },
  connection: { authority: "api.test" },
  authorization: { kind: "oauth2-client", tokenUrl: "http://localhost/token", clientId: "me" },
  assertions: [
    { kind: "check", expression: "latency", operator: "lt", value: "200", disabled: true },
    { kind: "cel", expression: "message.id > 0" },
    { kind: "snapshot", messages: ["{}"], ignore: ["id"], tolerance: 0.01 },
  ],
};

function written(before: string | undefined, changed: SavedRequest): string {
  const result = writeRequestText("a.yml", before, changed);
  return result.ok ? result.value : `refused: ${result.findings.map(({ message }) => message).join()}`;
}

describe("a request as text", () => {
  it.each([
    ["plain", request],
    ["with everything", further],
  ])("reads back what it wrote: %s", (_, value) => {
    expect(readRequestText("a.yml", written(undefined, value))).toEqual({ ok: true, value, findings: [] });
  });

  it("keeps comments, order and unknown keys, and an unchanged text as it is", () => {
    const text = `# mine\nzebra: 1\n${written(undefined, request)}`;
    expect(written(text, request)).toBe(text);
    expect(written(text, { ...request, target: "other:1" })).toBe(text.replace("{{host}}", "other:1"));
  });

  it.each([
    [
      "indent of four",
      'info:\n    name: Say\n    type: grpc\ngrpc:\n    url: "a:1" # here\n    metadata:\n        - name: x\n          value: y\n',
    ],
    ["CRLF", 'info:\r\n  name: Say\r\n  type: grpc\r\ngrpc:\r\n  url: "a:1"\r\n'],
    ["a byte order mark", '\ufeffinfo:\n  name: Say\n  type: grpc\ngrpc:\n  url: "a:1"\n'],
    [
      "typed and bare values",
      'info:\n  name: Say\n  type: grpc\ngrpc:\n  url: "a:1"\nruntime:\n  variables:\n    - name: n\n      value: 9007199254740993\n    - name: v\n      value:\n        - title: one\n          value: "1"\n',
    ],
  ])("changes one line and no other: %s", (_, text) => {
    const read = readRequestText("a.yml", text);
    if (!read.ok) throw new Error(read.findings[0]?.message);
    expect(written(text, { ...read.value, target: "b:2" })).toBe(text.replace("a:1", "b:2"));
  });

  it("keeps every digit of a bare number", () => {
    const read = readRequestText(
      "a.yml",
      "info:\n  type: grpc\nruntime:\n  variables:\n    - name: n\n      value: 9007199254740993\n  assertions:\n    - {expression: message.id, operator: eq, value: 9007199254740993}\n",
    );
    expect(read).toMatchObject({
      value: {
        variables: [{ name: "n", value: "9007199254740993", form: "json" }],
        assertions: [{ value: "9007199254740993" }],
      },
    });
  });

  it("keeps comments and unknown keys inside lists while items come and go", () => {
    const text = [
      "info:",
      "  name: Say",
      "  type: grpc",
      "grpc:",
      "  url: a:1",
      "  metadata:",
      "    # the first",
      "    - name: one",
      '      value: "1" # why',
      "      description: kept",
      "    # the second",
      "    - name: two",
      '      value: "2"',
      "    - name: three",
      '      value: "3"',
      "",
    ].join("\n");
    const read = readRequestText("a.yml", text);
    if (!read.ok) throw new Error("unread");
    const [one, , three] = read.value.metadata;
    if (one === undefined || three === undefined) throw new Error("missing");
    const metadata = [{ ...one, value: "changed" }, three, { name: "four", value: "4" }];
    expect(written(text, { ...read.value, metadata })).toBe(
      text
        .replace('value: "1"', 'value: "changed"')
        .replace('    # the second\n    - name: two\n      value: "2"\n', "")
        .concat('    - name: four\n      value: "4"\n'),
    );
  });

  it("round trips through Bruno, both ways", () => {
    // Bruno itself rounds numbers of more than 15 digits, so there is none here.
    const exact = { ...request, variables: [{ name: "limit", value: "25", form: "json" as const }] };
    const text = written(undefined, exact);
    const bruno = stringifyRequest(parseRequest(text, { format: "yml" }), { format: "yml" });
    expect(readRequestText("a.yml", bruno)).toEqual({ ok: true, value: exact, findings: [] });
    expect(written(bruno, exact)).toBe(bruno);
    expect(parseRequest(written(undefined, further), { format: "yml" })).toMatchObject({
      type: "grpc-request",
      request: { url: "{{host}}", method: "/helloworld.Greeter/SayHello" },
    });
  });
});

it("keeps what bytes of metadata were written as", () => {
  const metadata: SavedRequest["metadata"] = [
    { name: "a-bin", value: "08 96 01", form: { kind: "hex" } },
    { name: "b-bin", value: '{"name": "x:y"}', form: { kind: "json", typeName: "a.B" } },
    { name: "c-bin", value: "CJYB" },
    { name: "d", value: "hex:08" },
  ];
  const text = written(undefined, { ...request, metadata });
  expect(text).toContain("value: hex:08 96 01");
  const read = readRequestText("a.yml", text);
  expect(read.ok && read.value.metadata).toEqual(metadata);
});

it("opens what it can, names the rest, and never writes over another's change", async () => {
  const engine = createEngine();
  const file = join(folder, "sub", "say.yml");
  await mkdir(join(folder, "sub"));
  await writeFile(join(folder, "opencollection.yml"), "opencollection: 1.0.0\ninfo:\n  name: Mine\n");
  await writeFile(join(folder, "bad.yml"), "info: [\n");
  await writeFile(join(folder, "wrong.yml"), "info:\n  type: grpc\n  name: 5\n");
  await writeFile(join(folder, "latin.yml"), Buffer.from("info:\n  name: caf\xe9\n", "latin1"));
  const saved = await engine.saveRequest({ file, request });
  const tree = await engine.openCollection({ path: folder });
  expect([tree.name, tree.findings]).toEqual(["Mine", []]);
  expect(tree.items.map(({ id, kind, name }) => [id, kind, name])).toEqual([
    ["sub", "folder", "sub"],
    ["sub/say.yml", "request", "Say"],
    ["bad.yml", "broken", "bad"],
    ["latin.yml", "broken", "latin"],
    ["wrong.yml", "broken", "wrong"],
  ]);
  expect(tree.items[4]?.findings[0]).toMatchObject({ code: "wrong-type", text: { line: 3, column: 9 } });
  expect(tree.items[3]?.findings[0]).toMatchObject({ code: "not-utf-8", text: { line: 2, column: 12 } });
  const read = await engine.readRequest({ file });
  expect(saved).toEqual({ kind: "saved", hash: read.hash });
  const outside = `${read.text}# outside\n`;
  await writeFile(file, outside);
  const outcome = await engine.saveRequest({ file, request, hash: read.hash });
  expect(outcome).toMatchObject({ kind: "conflict", onDisk: { text: outside }, unsaved: request });
  expect([await readFile(file, "utf8"), await readdir(join(folder, "sub"))]).toEqual([outside, ["say.yml"]]);
  for (const name of ["bad.yml", "latin.yml"]) {
    const bad = join(folder, name);
    const before = await readFile(bad);
    const { hash } = await engine.readRequest({ file: bad });
    await expect(engine.saveRequest({ file: bad, request, hash })).rejects.toMatchObject({
      code: "bad-text",
    });
    expect(await readFile(bad)).toEqual(before);
  }
  await engine.close();
});

it("lets two saves at once come one after the other: the second is a conflict", async () => {
  const engine = createEngine();
  const file = join(folder, "both.yml");
  const outcomes = await Promise.all([
    engine.saveRequest({ file, request: { ...request, name: "first" } }),
    engine.saveRequest({ file, request: { ...request, name: "second" } }),
  ]);
  expect(outcomes.map(({ kind }) => kind)).toEqual(["saved", "conflict"]);
  expect((await engine.readRequest({ file })).request?.name).toBe("first");
  await engine.close();
});

describe("what is refused", () => {
  it.each<[string, Partial<SavedRequest>]>([
    ["token", { authorization: { kind: "bearer", token: "s3cret" } }],
    [
      "passphrase",
      {
        authorization: {
          ...{ kind: "jwt", algorithm: "RS256", key: "{{key}}", claims: "{}" },
          passphrase: "s3cret",
        },
      },
    ],
    ["passphrase of the key", { security: { mode: "tls", clientKeyPassphrase: "s3cret" } }],
    [
      "passphrase of the key for the proxy",
      { connection: { proxyTls: { clientKeyFile: "key.pem", clientKeyPassphrase: "s3cret" } } },
    ],
    ["password of the proxy", { connection: { proxy: { kind: "url", url: "http://me:s3cret@proxy:3128" } } }],
  ])("is a secret that is written out: the %s", async (what, part) => {
    const engine = createEngine();
    const file = join(folder, "secret.yml");
    const secret: SavedRequest = { ...request, ...part };
    await expect(engine.saveRequest({ file, request: secret })).rejects.toMatchObject({
      code: "usage",
      message: `${file} was not saved: the ${what} is written out, and a collection file holds no secrets.`,
    });
    expect(await readdir(folder)).not.toContain("secret.yml");
    await engine.close();
  });

  it("is a change in a collection of a newer version; it is read all the same", async () => {
    const engine = createEngine();
    const newer = join(folder, "newer");
    const file = join(newer, "say.yml");
    await mkdir(newer);
    await writeFile(join(newer, "opencollection.yml"), "opencollection: 2.3.0\ninfo:\n  name: New\n");
    await writeFile(file, written(undefined, request));
    const tree = await engine.openCollection({ path: newer });
    expect(tree.findings).toMatchObject([{ code: "newer-version", text: { line: 1, column: 17 } }]);
    expect(tree.items).toHaveLength(1);
    const { hash } = await engine.readRequest({ file });
    await expect(engine.saveRequest({ file, request, hash })).rejects.toMatchObject({ code: "unsupported" });
    await expect(engine.renameItem({ path: file, name: "x" })).rejects.toMatchObject({ code: "unsupported" });
    await engine.close();
  });
});
