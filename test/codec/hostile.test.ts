import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { encodeJson, normalizeBytes, renderJson, transcodeToJson } from "../../core/codec/index.ts";
import { fromHex } from "./compile.ts";
import { linksOf } from "./links.ts";
import { registry, type } from "./schemas.ts";

/** A message nested `depth` deep in field 2 of t.Node. */
function nested(depth: number): Uint8Array {
  const heads: number[][] = [];
  let length = 0;
  for (let level = 0; level < depth; level += 1) {
    const head = [0x12];
    let rest = length;
    for (; rest > 0x7f; rest >>>= 7) head.push((rest & 0x7f) | 0x80);
    head.push(rest);
    heads.push(head);
    length += head.length;
  }
  return Uint8Array.from(heads.reverse().flat());
}

const codes = (findings: readonly { readonly code: string }[]) => findings.map((finding) => finding.code);

describe("depth", () => {
  it("of 100 messages below the first is allowed, in both directions", () => {
    const json = `${'{"child":'.repeat(100)}{}${"}".repeat(100)}`;
    const encoded = encodeJson(type("t.Node"), json, { registry });
    expect(encoded.ok).toBe(true);
    expect(renderJson(type("t.Node"), nested(100), { registry, indent: 0 })).toMatchObject({
      text: json,
      findings: [],
    });
  });

  it.each([101, 10_000])("of %i is refused in JSON, with the place", (depth) => {
    const json = `${'{"child":'.repeat(depth)}{}${"}".repeat(depth)}`;
    expect(encodeJson(type("t.Node"), json, { registry })).toMatchObject({
      ok: false,
      findings: [
        {
          code: "too-deep",
          message: "Expected at most 100 levels of nesting, but this is one more.",
          text: { line: 1, column: 1 + '{"child":'.length * 101 },
        },
      ],
    });
  });

  it.each([
    ["an unknown key", `{"zzz":${"[".repeat(100_000)}`],
    ["a value of another type", `{"rank":${'{"a":'.repeat(100_000)}`],
    ["a closed list", `{"kids":${"[".repeat(100_000)}${"]".repeat(100_000)}}`],
  ])("of 100,000 in %s is refused", (_title, json) => {
    expect(codes(encodeJson(type("t.Node"), json, { registry }).findings)).toContain("too-deep");
  });

  it.each(["t.Known", "google.protobuf.Value"])("of 100,000 lists in a Value is refused: %s", (name) => {
    const value = `${"[".repeat(100_000)}${"]".repeat(100_000)}`;
    const json = name === "t.Known" ? `{"value":${value}}` : value;
    expect(codes(encodeJson(type(name), json, { registry }).findings)).toEqual(["too-deep"]);
  });

  it.each([101, 5000, 10_000])("of %i on the wire is shown down to the limit, then as base64", (depth) => {
    const rendered = renderJson(type("t.Node"), nested(depth), { registry, indent: 0 });
    expect(codes(rendered.findings)).toEqual(["too-deep"]);
    expect(rendered.text.startsWith('{"child":'.repeat(101))).toBe(true);
    expect(transcodeToJson(type("t.Node"), nested(depth), { registry }).ok).toBe(false);
    expect(normalizeBytes(type("t.Node"), nested(depth), { registry }).ok).toBe(false);
  });

  it("can be raised to 500 without exhausting the stack", () => {
    const json = `${'{"child":'.repeat(500)}{}${"}".repeat(500)}`;
    expect(encodeJson(type("t.Node"), json, { registry, maxDepth: 1_000_000 }).ok).toBe(true);
    const rendered = renderJson(type("t.Node"), nested(500), { registry, indent: 0, maxDepth: 1_000_000 });
    expect(rendered).toMatchObject({ text: json, findings: [] });
  });

  it("of groups is limited without recursion", () => {
    const groups = Uint8Array.from({ length: 1_000_000 }, () => 0x53);
    expect(codes(renderJson(type("t.Node"), groups, { registry }).findings)).toContain("too-deep");
    expect(codes(renderJson(type("t2.Grouped"), groups.fill(0x0b), { registry }).findings)).toContain(
      "too-deep",
    );
  });

  it("of Any in Any is limited", () => {
    const open = '{"@type":"x/google.protobuf.Any","value":';
    const json = `{"any":${open.repeat(5000)}{}${"}".repeat(5000)}}`;
    expect(codes(encodeJson(type("t.Known"), json, { registry }).findings)).toEqual(["too-deep"]);
    const allowed = `{"any":${open.repeat(98)}{}${"}".repeat(98)}}`;
    const encoded = encodeJson(type("t.Known"), allowed, { registry });
    expect(
      encoded.ok && renderJson(type("t.Known"), encoded.value.bytes, { registry, indent: 0 }),
    ).toMatchObject({ text: allowed });
  });
});

describe("findings are bounded", () => {
  it("at 100 for a JSON text, and errors displace warnings", () => {
    const json = `{"list":[${Array.from({ length: 500 }, () => '"x"').join(",")}]}`;
    const { findings } = encodeJson(type("t2.Basic"), json, { registry });
    expect(findings).toHaveLength(100);
    const keys = Array.from({ length: 200 }, (_, index) => `"k${index}":1`).join(",");
    const lenient = encodeJson(type("t2.Basic"), `{${keys},"i32":"x"}`, { registry, lenient: true });
    expect(lenient.ok).toBe(false);
    expect(lenient.findings).toHaveLength(100);
    expect(codes(lenient.findings)).toContain("wrong-type");
  });

  it("at 100 for bytes, the last says how many are left out, and an error at the end is kept", () => {
    const bytes = fromHex(`${"5001".repeat(10_000)}0a`);
    const { findings } = renderJson(type("t.Node"), bytes, { registry });
    expect(findings).toHaveLength(100);
    expect(codes(findings)).toContain("truncated");
    expect(findings.at(-1)?.message).toBe(
      "There are 9902 more findings about this message, which are not listed.",
    );
  });
});

describe("size", () => {
  it("a million empty submessages are shown", () => {
    const bytes = Uint8Array.from({ length: 2_000_000 }, (_, index) => (index % 2 === 0 ? 0x1a : 0));
    const { text, links } = renderJson(type("t.Node"), bytes, { registry, indent: 0 });
    expect(text).toHaveLength(10 + 1_000_000 * 3);
    expect(links).toHaveLength(4_000_000);
  });
  it("a million records out of order are shown in order", () => {
    const bytes = Uint8Array.from({ length: 2_000_000 }, (_, index) =>
      index % 2 === 1 ? 1 : index % 4 === 0 ? 0x30 : 0x28,
    );
    const { text } = renderJson(type("t.Lists"), bytes, { registry, indent: 0, links: false });
    expect(text).toHaveLength('{"b":[],"loose":[]}'.length + 500_000 * (5 + 2) - 2);
  });
  it("a string of ten million characters survives", () => {
    const json = `{"name":"${"ä".repeat(5_000_000)}${"a".repeat(5_000_000)}"}`;
    const encoded = encodeJson(type("t.Node"), json, { registry });
    expect(
      encoded.ok && renderJson(type("t.Node"), encoded.value.bytes, { registry, indent: 0 }).text === json,
    ).toBe(true);
  });
  it("a string of 100 MB survives, both ways", () => {
    const name = "x".repeat(100_000_000);
    const encoded = encodeJson(type("t.Node"), `{"name":"${name}"}`, { registry, links: false });
    if (!encoded.ok) throw new Error("refused");
    expect(encoded.value.bytes.length).toBe(name.length + 5);
    const { text } = renderJson(type("t.Node"), encoded.value.bytes, { registry, indent: 0, links: false });
    expect([text.length, text.endsWith('xx"}')]).toEqual([name.length + 11, true]);
  }, 180_000);

  it.each([
    ["an unclosed string", '{"name":"', "", "json-syntax"],
    ["a key", '{"', '":1}', "unknown-field"],
  ])(
    "%s of 20 MB is refused, with a short message",
    (_title, before, after, code) => {
      const json = `${before}${"x".repeat(20_000_000)}${after}`;
      const { findings } = encodeJson(type("t.Node"), json, { registry });
      expect(codes(findings)).toContain(code);
      expect(findings.every(({ message }) => message.length < 500)).toBe(true);
    },
    60_000,
  );

  it("a number of a million digits is refused at once", () => {
    const { findings } = encodeJson(type("t.Node"), `{"rank":${"9".repeat(1_000_000)}}`, { registry });
    expect(codes(findings)).toEqual(["out-of-range"]);
    expect(findings[0]?.message.length).toBeLessThan(200);
  });
});

describe("any bytes at all", () => {
  const bytes = fc.oneof(
    fc.uint8Array({ maxLength: 60 }),
    fc
      .array(fc.constantFrom(0x0a, 0x12, 0x1a, 0x02, 0x04, 0x08, 0x00, 0x80, 0x0b, 0x0c, 0x2a, 0x20, 0x61), {
        maxLength: 40,
      })
      .map((list) => Uint8Array.from(list)),
  );
  it.each([
    "t.Scalars",
    "t.Lists",
    "t.Node",
    "t.Maps",
    "t.Choice",
    "t.Known",
    "t2.Basic",
    "t2.Strict",
    "t2.Grouped",
    "t23.Edition",
  ])("are shown as JSON with links and findings in bounds: %s", (name) => {
    fc.assert(
      fc.property(bytes, fc.nat(2), (input, indent) => {
        const { text, links, findings, compactByteLength } = renderJson(type(name), input, {
          registry,
          indent,
        });
        expect(new TextEncoder().encode(JSON.stringify(JSON.parse(text))).length).toBeLessThanOrEqual(
          compactByteLength + 100,
        );
        let last = 0;
        for (const link of linksOf(links)) {
          expect(link.textStart).toBeGreaterThanOrEqual(last);
          expect(link.textEnd).toBeGreaterThan(link.textStart);
          expect(link.textEnd).toBeLessThanOrEqual(text.length);
          expect(link.byteEnd).toBeGreaterThan(link.byteStart);
          expect(link.byteEnd).toBeLessThanOrEqual(input.length);
          last = link.textStart;
        }
        for (const { bytes: span } of findings) expect(span?.end ?? 0).toBeLessThanOrEqual(input.length);
      }),
      { numRuns: 400 },
    );
  });
  it.each(["t.Scalars", "t.Lists", "t.Node", "t.Maps", "t.Choice", "t2.Basic", "t2.Grouped", "t23.Edition"])(
    "that are accepted mean the same after they are normalized: %s",
    (name) => {
      fc.assert(
        fc.property(bytes, (input) => {
          const normalized = normalizeBytes(type(name), input, { registry });
          const before = transcodeToJson(type(name), input, { registry });
          expect(normalized.ok).toBe(before.ok);
          if (!normalized.ok || !before.ok) return;
          const again = normalizeBytes(type(name), normalized.value, { registry });
          expect(again).toMatchObject({ ok: true, value: normalized.value });
          expect(JSON.parse(renderJson(type(name), normalized.value, { registry }).text)).toBeDefined();
        }),
        { numRuns: 400 },
      );
    },
  );
});

describe("any text at all", () => {
  const pieces = fc.constantFrom(
    "{",
    "}",
    "[",
    "]",
    ":",
    ",",
    '"',
    '"name"',
    '"rank"',
    '"kids"',
    '"child"',
    "1",
    "-",
    "0",
    ".",
    "e5",
    "null",
    "true",
    " ",
    "\n",
    "\\",
    "\\u12",
    '"@type"',
    "ä",
    "\ud800",
  );
  it.each(["t.Node", "t.Known", "t.Maps"])("is encoded or refused with places in bounds: %s", (name) => {
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 25 }), (parts) => {
        const text = parts.join("");
        const encoded = encodeJson(type(name), text, { registry });
        if (!encoded.ok) expect(encoded.findings.length).toBeGreaterThan(0);
        else expect(() => JSON.parse(text)).not.toThrow();
        for (const { text: place } of encoded.findings) {
          expect(place?.end ?? -1).toBeGreaterThanOrEqual(place?.start ?? 0);
          expect(place?.end ?? 0).toBeLessThanOrEqual(text.length);
        }
      }),
      { numRuns: 2000 },
    );
  });
});
