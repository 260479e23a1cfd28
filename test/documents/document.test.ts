import { describe, expect, it } from "vitest";
import { createDocument, type DocumentSource } from "../../core/documents/index.ts";
import { fromHex, registry, typeNamed } from "../wire/schema.ts";

const PICTURE = fromHex(`
  0a 07 08 90 4e 12 02 4f 6b 12 2d 0a 08 6f 75 74 2d 37 66 33 61 12 0a 0a 03 63 61 74 15 5f 07 7e
  3f 12 0f 0a 08 77 68 69 73 6b 65 72 73 15 9e 5e 79 3f 48 80 8a 82 ba 06`);

function document(bytes: Uint8Array, source: Partial<DocumentSource> = {}) {
  return createDocument({ id: "d", bytes, ...source });
}

const response = document(PICTURE, { type: typeNamed("t.Response"), registry });

describe("the tree of a message with a schema", () => {
  it("shows the rows of the design picture", () => {
    const rows = response
      .readTree(0, 100)
      .map(
        (row) =>
          `${"  ".repeat(row.depth)}${row.label} | ${row.number} ${row.wireType} | ${row.value} | ${row.note} | ${row.status}`,
      );
    expect(rows).toEqual([
      "status | 1 LEN | Status |  | known",
      "  code | 1 VARINT | SUCCESS (10000) |  | known",
      '  description | 2 LEN | "Ok" |  | known',
      "outputs[0] | 2 LEN | Output |  | known",
      '  id | 1 LEN | "out-7f3a" |  | known',
      "  concepts[0] | 2 LEN | Concept |  | known",
      '    name | 1 LEN | "cat" |  | known',
      "    value | 2 I32 | 0.9923 |  | known",
      "  concepts[1] | 2 LEN | Concept |  | known",
      '    name | 1 LEN | "whiskers" |  | known',
      "    value | 2 I32 | 0.9741 |  | known",
      "  unknown field 9 | 9 VARINT | 1732281600 | 2024-11-22 13:20Z? | unknown",
    ]);
  });

  it("describes the selected value for all panes", () => {
    expect(response.locate({ kind: "byte", offset: 0x1d })).toEqual({
      record: 7,
      treeRow: 7,
      path: "outputs[0].concepts[0].value",
      bytes: { start: 0x1c, end: 0x21 },
      tag: { start: 0x1c, end: 0x1d },
      value: { start: 0x1d, end: 0x21 },
      json: { start: 112, end: 123 },
      description: "float · field 2 · I32 · 001c +5",
      excerpt: "15 | 5f 07 7e 3f",
    });
  });
});
