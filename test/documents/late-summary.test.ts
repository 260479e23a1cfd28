import { describe, expect, it } from "vitest";
import { createDocument, type DocumentSource } from "../../core/documents/index.ts";
import { fromHex, registry, typeNamed } from "../wire/schema.ts";

function open(renderJson: DocumentSource["renderJson"]) {
  return createDocument({ id: "d", bytes: fromHex("08 05"), type: typeNamed("t.T"), registry, renderJson });
}

describe("JSON that is made when it is asked for", () => {
  const lazy = () => {
    let made = 0;
    const finding = { code: "unknown-field", severity: "warning", message: "Field 3 is unknown." } as const;
    const renderJson = () => {
      made++;
      return { json: { text: '{"a": 5}', links: new Int32Array([1, 7, 0, 2]) }, findings: [finding] };
    };
    return { document: open(renderJson), made: () => made };
  };

  it("is not made for the summary, the rows and the bytes", () => {
    const { document, made } = lazy();
    const { byteLength, treeRowCount, typeName } = document.summary;
    document.readTree(0, 10);
    document.readHex(0, 1);
    expect({ byteLength, treeRowCount, typeName, made: made() }).toEqual({
      byteLength: 2,
      treeRowCount: 1,
      typeName: "t.T",
      made: 0,
    });
  });

  it.each<[string, (document: ReturnType<typeof open>) => unknown, unknown]>([
    ["its text", (document) => document.readJson(0, 4), '{"a"'],
    ["its length", ({ summary }) => summary.jsonTextLength, 8],
    ["its compact length", ({ summary }) => summary.jsonByteLength, 7],
    ["the findings", ({ summary }) => summary.findings.map(({ code }) => code), ["unknown-field"]],
    ["a place in it", (document) => document.locate({ kind: "json", offset: 2 })?.bytes.start, 0],
  ])("is made once by a look at %s", (_, look, expected) => {
    const { document, made } = lazy();
    expect([look(document), look(document), made()]).toEqual([expected, expected, 1]);
  });
});
