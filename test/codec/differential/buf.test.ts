/** Every message type of other people's APIs there and back, and `buf convert` reads our bytes as we read its. */
import { describe, expect, it } from "vitest";
import { encodeJson, renderJson } from "../../../core/codec/index.ts";
import { generate, seeded } from "./generate.ts";
import { type Assembly, assemble, convert } from "./referee.ts";
import { clarifai, etcd, googleapis } from "./schemas.ts";

// The whole of googleapis is 7,000 files: for a long run.
const EVERYTHING = process.env["BYTEGLASS_LONG"] !== undefined;
const SLICE = [
  "google/pubsub/",
  "google/api/",
  "google/rpc/",
  "google/type/",
  "google/longrunning/",
  "google/firestore/",
];

const SCHEMAS = [
  { name: "Clarifai", files: clarifai, atLeast: 700 },
  { name: "etcd", files: etcd, atLeast: 50 },
  {
    name: "googleapis",
    files: () => googleapis(EVERYTHING ? [] : SLICE),
    atLeast: EVERYTHING ? 35_000 : 300,
  },
];

describe.each(SCHEMAS)("$name", ({ files, atLeast }) => {
  const assembly = assemble(files());
  const { all, registry } = assembly;
  const json = oneOfEach(assembly);

  it("has message types enough to mean something", () => {
    expect(assembly.types.length).toBeGreaterThan(atLeast);
  });

  it("is the same JSON after JSON → bytes → JSON, for every message type", () => {
    const changed = assembly.types.filter((type, index) => {
      const text = generate(type, seeded(index));
      const encoded = encodeJson(type, text, { registry });
      return !encoded.ok || renderJson(type, encoded.value.bytes, { registry, indent: 0 }).text !== text;
    });
    expect(changed.map((type) => type.typeName)).toEqual([]);
  });

  it("is to buf the same message as to us, from our bytes and from our JSON", { timeout: 120_000 }, () => {
    const encoded = encodeJson(all, json, { registry });
    if (!encoded.ok) throw new Error(encoded.findings.map(({ message }) => message).join("\n"));
    const theirs = convert(assembly, encoded.value.bytes, "json");
    expect(JSON.parse(new TextDecoder().decode(theirs))).toEqual(JSON.parse(json));
    const bytes = convert(assembly, new TextEncoder().encode(json), "binpb");
    expect(renderJson(all, bytes, { registry, indent: 0 }).text).toBe(json);
  });
});

function oneOfEach({ types }: Assembly): string {
  return `{${types.map((type, index) => `"m${index}":${generate(type, seeded(index))}`).join(",")}}`;
}
