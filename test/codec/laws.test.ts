import { fromBinary, fromJsonString, toBinary, toJson } from "@bufbuild/protobuf";
import fc from "fast-check";
import protobuf from "protobufjs";
import "protobufjs/ext/descriptor.js";
import { describe, expect, it } from "vitest";
import { encodeJson, normalizeBytes, renderJson } from "../../core/codec/index.ts";
import { jsonOf } from "./arbitraries.ts";
import { toHex } from "./compile.ts";
import { linksOf } from "./links.ts";
import { descriptorSet, registry, type } from "./schemas.ts";

const TYPES = [
  "t.Scalars",
  "t.Optional",
  "t.Lists",
  "t.Node",
  "t.Maps",
  "t.Choice",
  "t.Known",
  "t.Names",
  "t.Wide",
  "t2.Basic",
  "t2.Strict",
  "t2.Holder",
  "t2.Grouped",
  "t23.Edition",
];
const pbjs = protobuf.Root.fromDescriptor(descriptorSet, { keepCase: true });
const RUNS = { numRuns: 150 };

function encode(name: string, json: string): Uint8Array {
  const encoded = encodeJson(type(name), json, { registry });
  if (!encoded.ok)
    throw new Error(`${json}\n${encoded.findings.map((finding) => finding.message).join("\n")}`);
  return encoded.value.bytes;
}

describe.each(TYPES)("%s", (name) => {
  const json = jsonOf(type(name));

  it("is the same JSON after JSON → bytes → JSON", () => {
    fc.assert(
      fc.property(json, (text) => {
        expect(renderJson(type(name), encode(name, text), { registry, indent: 0 })).toMatchObject({
          text,
          findings: [],
        });
      }),
      RUNS,
    );
  });

  it("has the same links and length in both directions, however the JSON is laid out", () => {
    fc.assert(
      fc.property(json, fc.nat(4), (text, indent) => {
        const rendered = renderJson(type(name), encode(name, text), { registry, indent });
        const encoded = encodeJson(type(name), rendered.text, { registry });
        const { links, compactByteLength } = rendered;
        expect(encoded).toMatchObject({ ok: true, value: { compactByteLength } });
        if (encoded.ok) expect(linksOf(encoded.value.links)).toEqual(linksOf(links));
      }),
      RUNS,
    );
  });

  it("is unchanged when it is normalized", () => {
    fc.assert(
      fc.property(json, (text) => {
        const bytes = encode(name, text);
        const normalized = normalizeBytes(type(name), bytes, { registry });
        expect(normalized.ok && toHex(normalized.value)).toBe(toHex(bytes));
      }),
      RUNS,
    );
  });

  it("is to protobuf-es the same message, from JSON and from our bytes", () => {
    fc.assert(
      fc.property(json, (text) => {
        const desc = type(name);
        const theirs = toBinary(desc, fromJsonString(desc, text, { registry }));
        const shown = renderJson(desc, theirs, { registry, indent: 0 }).text;
        expect(JSON.parse(shown)).toEqual(JSON.parse(text));
        const read = fromBinary(desc, encode(name, text));
        expect(toJson(desc, read, { registry })).toEqual(
          toJson(desc, fromBinary(desc, theirs), { registry }),
        );
      }),
      RUNS,
    );
  });

  it("is to protobufjs the same message: what it reads of ours and writes is ours", () => {
    const theirs = pbjs.lookupType(name);
    fc.assert(
      fc.property(json, (text) => {
        const written = theirs.encode(theirs.decode(encode(name, text))).finish();
        const shown = renderJson(type(name), written, { registry, indent: 0 });
        expect(JSON.parse(shown.text)).toEqual(JSON.parse(text));
      }),
      RUNS,
    );
  });
});

describe("where the referees are another opinion", () => {
  it("protobuf-es writes type.googleapis.com into every type URL; we keep what was written", () => {
    const text = '{"any":{"@type":"type.example/t.Node"}}';
    const desc = type("t.Known");
    expect(toJson(desc, fromJsonString(desc, text, { registry }), { registry })).toEqual({
      any: { "@type": "type.googleapis.com/t.Node" },
    });
    expect(renderJson(desc, encode("t.Known", text), { registry, indent: 0 }).text).toBe(text);
  });
});
