import { describe, expect, it } from "vitest";
import { encodeText, renderText, transcodeToText } from "../../../core/codec/index.ts";
import { registry, type } from "../schemas.ts";

/** Wraps bytes in field 2 of t.Node so many times. */
function nested(depth: number, tag = 0x12, inner = new Uint8Array(0)): Uint8Array {
  let bytes = inner;
  for (let level = 0; level < depth; level += 1) {
    const head = [tag];
    let rest = bytes.length;
    for (; rest > 0x7f; rest >>>= 7) head.push((rest & 0x7f) | 0x80);
    head.push(rest);
    bytes = Uint8Array.from([...head, ...bytes]);
  }
  return bytes;
}

const codes = (findings: readonly { readonly code: string }[]) => findings.map(({ code }) => code);

describe("depth", () => {
  it("of 100 messages below the first is allowed, in both directions", () => {
    const text = `${"child { ".repeat(100)}${"} ".repeat(100)}`.trim();
    const encoded = encodeText(type("t.Node"), text, { registry });
    expect(encoded).toMatchObject({ ok: true, value: { bytes: nested(100) } });
    expect(renderText(type("t.Node"), nested(100), { registry, indent: 0 })).toEqual({ text, findings: [] });
  });

  it.each([
    ["messages", "t.Node", `${"child {".repeat(101)}${"}".repeat(101)}`],
    ["messages without an end", "t.Node", "child <".repeat(100_000)],
    ["an unknown field", "t.Node", "zz {".repeat(100_000)],
    ["lists in an unknown field", "t.Node", `zz: ${"[".repeat(100_000)}`],
    ["a value of another type", "t.Node", `rank: ${"{a:".repeat(100_000)}`],
    ["groups", "t2.Grouped", `Item { Deep { ${"zz {".repeat(100_000)}`],
    ["map entries", "t.Known", "struct { fields { value { struct_value { ".repeat(50_000)],
    ["an Any in an Any", "t.Known", `any { ${"[a/google.protobuf.Any] {".repeat(100_000)}`],
  ])("of too many levels of %s is refused, once", (_title, name, text) => {
    const { ok, findings } = encodeText(type(name), text, { registry });
    expect([ok, codes(findings).at(-1)]).toEqual([false, "too-deep"]);
  });

  it("of bytes beyond the limit is shown as bytes", () => {
    const { text, findings } = renderText(type("t.Node"), nested(102), { registry, indent: 0 });
    expect(text).toBe(`${"child { ".repeat(100)}child: "\\022\\000"${" }".repeat(100)}`);
    expect(codes(findings)).toEqual(["too-deep"]);
    expect(transcodeToText(type("t.Node"), nested(102), { registry }).ok).toBe(false);
  });

  it.each([1000, 10_000])("of %i levels of unknown fields has a text", (depth) => {
    const bytes = nested(depth, 0x7a, Uint8Array.of(8, 1));
    const { text } = renderText(type("t.Node"), bytes, { registry, unknownFields: true, indent: 0 });
    expect(text.match(/15 \{/g)).toHaveLength(10);
  });

  it("of 10,000 unknown groups is a finding", () => {
    const bytes = Uint8Array.from([...new Array(10_000).fill(0x7b), ...new Array(10_000).fill(0x7c)]);
    const { findings } = renderText(type("t.Node"), bytes, { registry, unknownFields: true });
    expect(codes(findings)).toEqual(["too-deep"]);
  });

  it("of an Any in an Any in bytes ends at the limit", () => {
    const url = new TextEncoder().encode("a/google.protobuf.Any");
    let bytes = new Uint8Array(0);
    const field = (tag: number, value: Uint8Array) => {
      const length = value.length;
      return length < 0x80 ? [tag, length, ...value] : [tag, (length & 0x7f) | 0x80, length >> 7, ...value];
    };
    for (let level = 0; level < 300; level += 1)
      bytes = Uint8Array.from([...field(0x0a, url), ...field(0x12, bytes)]);
    const any = type("google.protobuf.Any");
    const { text, findings } = renderText(any, bytes, { registry, indent: 0 });
    expect(text.match(/\[a\/google\.protobuf\.Any\] \{/g)).toHaveLength(100);
    expect(text).toContain('type_url: "a/google.protobuf.Any" value: ');
    expect(findings).toEqual([]);
  });
});

describe("size", () => {
  it("of a million values is no fault", () => {
    const encoded = encodeText(type("t.Lists"), `i32: [${"1,".repeat(999_999)}1]`, { registry });
    expect(encoded.ok && encoded.value.bytes.length).toBe(1_000_004);
    if (!encoded.ok) return;
    const { text } = renderText(type("t.Lists"), encoded.value.bytes, { registry, indent: 0 });
    expect(text.length).toBe("i32: 1 ".length * 1_000_000 - 1);
  });

  it("of a million empty messages is no fault", () => {
    const bytes = new Uint8Array(2_000_000).map((_, index) => (index % 2 === 0 ? 0x1a : 0));
    const { text, findings } = renderText(type("t.Node"), bytes, { registry, indent: 0 });
    expect([text.length, findings]).toEqual(["kids { } ".length * 1_000_000 - 1, []]);
  });

  it.each([
    ["a comment", `#${"x".repeat(20_000_000)}\nrank: 1`],
    ["blanks", `${" ".repeat(20_000_000)}rank: 1`],
    ["a string", `name: "${"x".repeat(20_000_000)}"`],
    ["escapes", `name: "${"\\n".repeat(5_000_000)}"`],
    ["adjacent strings", `name: ${'"x"'.repeat(1_000_000)}`],
  ])("of %s is no fault", (_title, text) => {
    expect(encodeText(type("t.Node"), text, { registry }).ok).toBe(true);
  });

  it.each([
    ["digits", `rank: ${"9".repeat(5_000_000)}`, "out-of-range"],
    ["a name", `${"x".repeat(5_000_000)}: 1`, "unknown-field"],
    ["a name in brackets", `[${"x".repeat(5_000_000)}]: 1`, "unknown-field"],
    ["an open string", `name: "${"x".repeat(5_000_000)}`, "text-syntax"],
  ])("of %s is told in few words", (_title, text, code) => {
    const { ok, findings } = encodeText(type("t.Node"), text, { registry });
    expect([ok, codes(findings)]).toEqual([false, [code]]);
    expect(JSON.stringify(findings).length).toBeLessThan(3000);
  });
});

describe("names that a prototype has", () => {
  it.each(["__proto__", "constructor", "toString", "hasOwnProperty"])(
    "%s is no field and no enum name",
    (name) => {
      expect(codes(encodeText(type("t.Node"), `${name}: 1`, { registry }).findings)).toEqual([
        "unknown-field",
      ]);
      const { findings } = encodeText(type("t.Scalars"), `color: ${name}`, { registry });
      expect(codes(findings)).toEqual(["unknown-enum-name"]);
    },
  );

  it("may be a map's key", () => {
    const text = 's { key: "__proto__" value: 1 } s { key: "constructor" value: 2 }';
    const encoded = encodeText(type("t.Maps"), text, { registry });
    expect(encoded).toMatchObject({ ok: true, findings: [] });
    if (encoded.ok) {
      const { bytes } = encoded.value;
      expect(renderText(type("t.Maps"), bytes, { registry, indent: 0 }).text).toBe(
        's { key: "__proto__" value: 1 } s { key: "constructor" value: 2 }',
      );
    }
  });
});
