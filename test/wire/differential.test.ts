/** The walker beside two parsers of others: protobufjs on every input, `protoc --decode_raw` (where it is) on some. */
import { spawnSync } from "node:child_process";
import fc from "fast-check";
import { Reader } from "protobufjs/minimal.js";
import { describe, expect, it } from "vitest";
import { OPAQUE_BINDER } from "../../core/wire/binder.ts";
import { severityOf } from "../../core/wire/explain.ts";
import { Kind } from "../../core/wire/kinds.ts";
import { endOf, exactFieldNumber, kindOf, readHeader } from "../../core/wire/records.ts";
import { readRawBits } from "../../core/wire/scalar.ts";
import { type Walk, walk } from "../../core/wire/walk.ts";
import { concat, inputs, message } from "./arbitraries.ts";
import { fromHex } from "./schema.ts";

/** Pieces that parsers are known to differ on: overlong and large tags, values and lengths, groups, reserved things. */
const AWKWARD = [
  "88 00 01",
  "88 80 80 80 00 01",
  "88 80 80 80 80 00 01",
  "88 80 80 80 80 80 80 80 80 00 01",
  "88 80 80 80 10 01",
  "88 80 80 80 40 01",
  "F8 FF FF FF 0F 01",
  "80 80 80 80 10 01",
  "F8 FF FF FF 7F 01",
  "88 80 80 80 80 80 80 80 80 01 01",
  "08 FF FF FF FF FF FF FF FF FF 7F",
  "08 80 80 80 80 80 80 80 80 80 80 01",
  "08 96 81 00",
  "0A 80 80 00",
  "0A 81 80 80 80 10 61",
  "0A FF FF FF FF 0F",
  "0A 80 80 80 80 08",
  "0A FF FF FF FF FF FF FF FF FF 01",
  "0A 81 80 80 80 80 80 80 80 80 02 61",
  "0B 0C",
  "0B 8C 00",
  "0B 14",
  "0B 13 0C 14",
  "0C",
  "0B",
  "00 01",
  "02 00",
  "03 04",
  "0B 03 04 0C",
  "0E",
  "0F 00",
].map(fromHex);

const hardInputs = fc.oneof(
  inputs,
  fc
    .tuple(message, fc.array(fc.constantFrom(...AWKWARD), { minLength: 1, maxLength: 3 }), message)
    .map(([before, pieces, after]) => concat(before, ...pieces, after)),
);

/** A record as all three can tell it: `1 VARINT 0:3 150`; records of groups follow their group. */
type Told = string;

const WIRE_TYPES = ["VARINT", "I64", "LEN", "SGROUP", "EGROUP", "I32"] as const;

/** Errors that parsers of others do not see in the same way, by name. */
interface Disagreement {
  readonly name: string;
  /** Whether an input is such a case: findings of the walker that are errors, and all of them. */
  readonly applies: (codes: {
    readonly errors: ReadonlySet<string>;
    readonly all: ReadonlySet<string>;
  }) => boolean;
}

/** What protoc 3.21 does otherwise. */
const PROTOC: readonly Disagreement[] = [
  {
    name: "of a tag above 32 bits, protoc reads the low 32 as if they were all",
    applies: ({ errors }) => errors.has("field-number-too-large"),
  },
];

function codesOf({ marks }: Walk) {
  const sorted = marks.sorted();
  return {
    errors: new Set<string>(sorted.filter((mark) => severityOf(mark) === "error").map(({ code }) => code)),
    all: new Set<string>(sorted.map(({ code }) => code)),
  };
}

/** What the walker reads, up to what it cannot read. */
function ours(walked: Walk): readonly Told[] {
  const { bytes, records } = walked;
  const told: Told[] = [];
  for (let record = 0; record < records.count; record++) {
    const kind = kindOf(records, record);
    if (kind === Kind.gap || kind === Kind.brokenTag) continue;
    const { tag, body, wireType } = readHeader(walked, record);
    const number = exactFieldNumber(bytes, tag.start, tag.end);
    const isNumber = wireType === 0 || wireType === 1 || wireType === 5;
    const value = isNumber ? readRawBits(bytes, wireType, body) : "";
    const end = kind === Kind.group ? tag.end : endOf(records, record);
    told.push(`${number} ${WIRE_TYPES[wireType]} ${tag.start}:${end} ${value}`.trim());
  }
  return told;
}

/** What protobufjs reads with its own reader; undefined where it throws. */
function theirs(bytes: Uint8Array): readonly Told[] | undefined {
  const reader = Reader.create(bytes);
  const told: Told[] = [];
  const open: number[] = [];
  try {
    while (reader.pos < reader.len) {
      const start = reader.pos;
      const tag = reader.tag();
      const [number, wireType] = [tag >>> 3, tag & 7];
      if (number === 0) return undefined;
      const value = readValue(reader, wireType, number);
      if (wireType === 3) open.push(number);
      if (wireType === 4 && open.pop() !== number) return undefined;
      told.push(`${number} ${WIRE_TYPES[wireType]} ${start}:${reader.pos} ${value}`.trim());
    }
  } catch {
    return undefined;
  }
  return open.length === 0 ? told : undefined;
}

function readValue(reader: Reader, wireType: number, number: number): string {
  if (wireType === 0) return String(reader.uint64());
  if (wireType === 1) return String(reader.fixed64());
  if (wireType === 5) return String(reader.fixed32());
  if (wireType < 2 || wireType > 4) reader.skipType(wireType, 0, number);
  else if (wireType === 2) reader.skipType(wireType, 0, number);
  return "";
}

const IS_LONG = process.env["BYTEGLASS_LONG"] === "1";
const RUNS = IS_LONG ? 1_000_000 : 10_000;
/** In ms. */
const TIMEOUT = IS_LONG ? 3_600_000 : 120_000;

describe("the walker beside protobufjs", () => {
  it(
    "reads the same records, and refuses what it refuses, without an exception",
    () => {
      const both = { accepted: 0, refused: 0 };
      const law = fc.property(hardInputs, (bytes) => {
        const walked = walk(bytes, OPAQUE_BINDER);
        const codes = codesOf(walked);
        const own = codes.errors.size === 0 ? ours(walked) : undefined;
        const other = theirs(bytes);
        both[own === undefined ? "refused" : "accepted"]++;
        if (own?.join() === other?.join()) return;
        const hex = Buffer.from(bytes).toString("hex");
        throw new Error(`${hex} ${[...codes.all]}\nours   ${own?.join(" · ")}\ntheirs ${other?.join(" · ")}`);
      });
      fc.assert(law, { numRuns: RUNS });
      expect(Math.min(both.accepted, both.refused)).toBeGreaterThan(RUNS / 10);
    },
    TIMEOUT,
  );
});

/** Whether `protoc` can be run; it is no part of the project, so its test is skipped where it is not. */
const hasProtoc = spawnSync("protoc", ["--version"]).status === 0;

/** The outermost lines of `protoc --decode_raw`: `1: 150`, `2: ""`, `3 {`; undefined where it refuses. */
function decodeRaw(bytes: Uint8Array): readonly string[] | undefined {
  const { status, stdout } = spawnSync("protoc", ["--decode_raw"], { input: bytes, encoding: "latin1" });
  if (status !== 0) return undefined;
  return stdout
    .split("\n")
    .filter((line) => /^\d/.test(line))
    .map((line) => line.replace(/^(\d+)(?:: ".*"| \{)$/, "$1 …"));
}

/** The same lines of the walker: texts and messages look alike, as they may be either. */
function rawLines(walked: Walk): readonly string[] {
  const { bytes, records } = walked;
  const lines: string[] = [];
  for (let record = 0; record < records.count; record = records.next[record] ?? records.count) {
    const { tag, body, wireType } = readHeader(walked, record);
    const number = exactFieldNumber(bytes, tag.start, tag.end);
    const value = readRawBits(bytes, wireType, body);
    if (wireType === 0) lines.push(`${number}: ${value}`);
    else if (wireType === 1 || wireType === 5)
      lines.push(`${number}: 0x${value.toString(16).padStart(wireType === 5 ? 8 : 16, "0")}`);
    else lines.push(`${number} …`);
  }
  return lines;
}

describe.skipIf(!hasProtoc)("the walker beside protoc --decode_raw", () => {
  it(
    "reads the same records, and refuses what it refuses, but for what is listed",
    () => {
      const seen = new Set<string>();
      const law = fc.property(hardInputs, (bytes) => {
        const walked = walk(bytes, OPAQUE_BINDER);
        const codes = codesOf(walked);
        const own = codes.errors.size === 0 ? rawLines(walked) : undefined;
        const other = decodeRaw(bytes);
        if (own?.join() === other?.join()) return;
        const known = PROTOC.find(({ applies }) => applies(codes));
        if (known === undefined) {
          const hex = Buffer.from(bytes).toString("hex");
          throw new Error(
            `${hex} ${[...codes.all]}\nours   ${own?.join(" · ")}\ntheirs ${other?.join(" · ")}`,
          );
        }
        seen.add(known.name);
      });
      fc.assert(law, { numRuns: RUNS / 50, examples: AWKWARD.map((piece) => [piece]) });
      // Every disagreement that is listed happens: those that are gone leave the list.
      expect(PROTOC.filter(({ name }) => !seen.has(name))).toEqual([]);
    },
    TIMEOUT,
  );
});
