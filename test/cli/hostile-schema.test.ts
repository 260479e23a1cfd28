/** Descriptor sets that were made to exhaust memory, read by a real process with a small heap. */
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import { gzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, it } from "vitest";
import { ensureBuilt } from "./build-cli.ts";
import { runByteglass } from "./run-byteglass.ts";

const folder = mkdtempSync(path.join(tmpdir(), "byteglass-hostile-"));
beforeAll(ensureBuilt);
afterAll(() => rmSync(folder, { recursive: true }));

/** MB of heap: the process dies when it takes more. */
const smallHeap = { NODE_OPTIONS: "--max-old-space-size=600" };

const text = (value: string): Buffer => Buffer.from(value);
const field = (number: number, ...parts: readonly Uint8Array[]): Buffer => {
  const body = Buffer.concat(parts);
  return Buffer.concat([varint(number * 8 + 2), varint(body.length), body]);
};

function varint(value: number): Buffer {
  const bytes: number[] = [];
  let rest = value;
  for (; rest > 127; rest = Math.floor(rest / 128)) bytes.push((rest % 128) | 128);
  return Buffer.from([...bytes, rest]);
}

/** `string a = 1;` and the like, as often as wanted. */
const fields = (count: number): Buffer =>
  Buffer.concat(new Array(count).fill(field(2, field(1, text("a")), Buffer.from([24, 1, 32, 1, 40, 5]))));

const good = [field(1, text("a.proto")), field(2, text("p")), field(4, field(1, text("M")))];

const cases: readonly {
  readonly title: string;
  readonly set: () => Uint8Array;
  readonly type: string;
  readonly exit: number;
  readonly told: string;
}[] = [
  {
    title: "100 MB of comments",
    set: () => field(1, ...good, field(9, field(1, field(3, Buffer.alloc(100_000_000, "x"))))),
    type: "p.M",
    exit: 0,
    told: "",
  },
  {
    title: "100 MB of fields in one message",
    set: () => field(1, field(1, text("a.proto")), field(4, field(1, text("M")), fields(9_000_000))),
    type: "M",
    exit: 2,
    told: "it declares more than 400,000 things",
  },
  {
    title: "100 MB of fields in 300 files",
    set: () =>
      Buffer.concat(
        Array.from({ length: 300 }, (_, index) =>
          field(1, field(1, text(`f${index}.proto`)), field(4, field(1, text(`M${index}`)), fields(30_000))),
        ),
      ),
    type: "M",
    exit: 2,
    told: "the files declare more than 2,000,000 things",
  },
  {
    title: "100 MB of files without content",
    set: () =>
      Buffer.concat(
        Array.from({ length: 1_500_000 }, (_, index) =>
          field(1, field(1, text(`directory/of/files/without/any/content/f${index}.proto`))),
        ),
      ),
    type: "M",
    exit: 2,
    told: "1,500,000 files; the first 50,000 are read",
  },
  {
    title: "a gzip file that unfolds to 600 MB",
    set: () => gzipSync(Buffer.alloc(600_000_000), { level: 1 }),
    type: "M",
    exit: 2,
    told: "cannot be unpacked within",
  },
];

it.each(cases)(
  "$title end in a clear outcome",
  async ({ title, set, type, exit, told }) => {
    const file = path.join(folder, `${title.replaceAll(" ", "-")}.binpb`);
    writeFileSync(file, set());
    const outcome = await runByteglass(["template", type, "--protoset", file], { env: smallHeap });
    expect([outcome.exit, outcome.stderr]).toEqual([exit, expect.stringContaining(told)]);
  },
  240_000,
);
