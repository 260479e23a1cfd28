import fc from "fast-check";
import { describe, expect, it } from "vitest";
import {
  encodeJson,
  encodeText,
  normalizeBytes,
  renderJson,
  renderText,
  transcodeToText,
} from "../../../core/codec/index.ts";
import { jsonOf } from "../arbitraries.ts";
import { toHex } from "../compile.ts";
import { registry, type } from "../schemas.ts";
import { openProtoc } from "./protoc.ts";

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
const RUNS = { numRuns: 150 };
const FEW_RUNS = { numRuns: 6 };
const protoc = openProtoc();

function fromJson(name: string, json: string): Uint8Array {
  const encoded = encodeJson(type(name), json, { registry });
  if (!encoded.ok) throw new Error(`${json}\n${encoded.findings.map(({ message }) => message).join("\n")}`);
  return encoded.value.bytes;
}

function fromText(name: string, text: string): Uint8Array {
  const encoded = encodeText(type(name), text, { registry });
  if (!encoded.ok) throw new Error(`${text}\n${encoded.findings.map(({ message }) => message).join("\n")}`);
  return encoded.value.bytes;
}

describe.each(TYPES)("%s", (name) => {
  const json = jsonOf(type(name));

  it("has the same bytes after JSON → bytes → text → bytes, however the text is laid out", () => {
    fc.assert(
      fc.property(json, fc.nat(4), (body, indent) => {
        const bytes = fromJson(name, body);
        const { text, findings } = renderText(type(name), bytes, { registry, indent });
        expect(findings).toEqual([]);
        expect(toHex(fromText(name, text))).toBe(toHex(bytes));
        expect(transcodeToText(type(name), bytes, { registry, indent })).toMatchObject({
          ok: true,
          value: text,
        });
      }),
      RUNS,
    );
  });

  it("is the same text when its records come in any order", () => {
    fc.assert(
      fc.property(json, (body) => {
        const bytes = fromJson(name, body);
        const twice = Uint8Array.from([...bytes, ...bytes]);
        const normalized = normalizeBytes(type(name), twice, { registry });
        if (!normalized.ok) throw new Error("not normalized");
        const merged = renderText(type(name), normalized.value, { registry });
        expect(renderText(type(name), twice, { registry }).text).toBe(merged.text);
      }),
      RUNS,
    );
  });

  it("is to protoc the same message, in both directions", () => {
    fc.assert(
      fc.property(json, (body) => {
        const bytes = fromJson(name, body);
        const shown = (written: Uint8Array): unknown =>
          JSON.parse(renderJson(type(name), written, { registry }).text);
        const theirs = protoc(name, "decode", bytes)?.toString("utf8") ?? "";
        expect(shown(fromText(name, theirs))).toEqual(shown(bytes));
        const ours = renderText(type(name), bytes, { registry }).text;
        expect(shown(protoc(name, "encode", ours) ?? new Uint8Array(0))).toEqual(shown(bytes));
      }),
      FEW_RUNS,
    );
  });
});

describe("any bytes", () => {
  it.each(TYPES)("have a text as %s, with their unknown fields too", (name) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), fc.boolean(), (bytes, unknownFields) => {
        const { text, findings } = renderText(type(name), bytes, { registry, unknownFields });
        expect(typeof text).toBe("string");
        const strict = transcodeToText(type(name), bytes, { registry, unknownFields });
        expect(strict.ok).toBe(normalizeBytes(type(name), bytes, { registry }).ok);
        expect(strict.findings).toEqual(findings);
      }),
      { numRuns: 400 },
    );
  });

  it.each(TYPES)("that are sound make a text that is read as %s again", (name) => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 30 }), (bytes) => {
        // Zeros of fields without presence are shown when they are on the wire, and not written.
        const normalized = normalizeBytes(type(name), bytes, { registry });
        if (!normalized.ok) return;
        const strict = transcodeToText(type(name), normalized.value, { registry });
        const isWhole = strict.findings.every(({ code }) => code !== "required-missing");
        if (strict.ok && isWhole) {
          const again = fromText(name, strict.value);
          expect(renderText(type(name), again, { registry }).text).toBe(strict.value);
        }
      }),
      { numRuns: 400 },
    );
  });

  it.each(TYPES)("of a text are no fault of the encoder of %s", (name) => {
    const words = fc.constantFrom(
      ...[
        "{",
        "}",
        "<",
        ">",
        "[",
        "]",
        ":",
        ",",
        ";",
        "-",
        "1",
        "0x1f",
        "017",
        "1.5f",
        "inf",
        '"a"',
        "'\\x61'",
      ],
      ...[
        "# c\n",
        " ",
        "[t2.extra]",
        "[type.googleapis.com/t.Node]",
        "true",
        "key",
        "value",
        "RED",
        "\\",
        "\u00e9",
      ],
      ...type(name).fields.map((field) => field.name),
    );
    fc.assert(
      fc.property(fc.array(words, { maxLength: 20 }), fc.boolean(), (parts, lenient) => {
        const encoded = encodeText(type(name), parts.join(" "), { registry, lenient });
        expect(encoded.ok || encoded.findings.length > 0).toBe(true);
        if (encoded.ok) expect(normalizeBytes(type(name), encoded.value.bytes, { registry }).ok).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
