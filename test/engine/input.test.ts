import { describe, expect, it } from "vitest";
import { bytesOf, engine, open, schema, withInspector } from "./inspector.ts";

withInspector();

describe("the input, taken otherwise", () => {
  const paste = (text: string) => engine.inspect({ input: { kind: "text", text } });

  it("offers the other forms of a text with a preview, and takes them", async () => {
    const document = await paste("deadbeef");
    const [step] = document.chain ?? [];
    expect([step?.form, step?.alternatives]).toEqual([
      "hex",
      [{ form: "base64", label: "base64", preview: "75 e6 9d 6d e7 9f" }],
    ]);
    const other = await engine.reinspect({
      documentId: document.documentId,
      choices: [{ step: 0, form: "base64" }],
    });
    expect(await bytesOf(other)).toBe("75 E6 9D 6D E7 9F");
  });

  it("takes a step away, and all after it", async () => {
    const document = await paste("H4sIAAAAAAAAA+OYxggAoJVOoQMAAAA=");
    expect(document.chain?.map(({ form }) => form)).toEqual(["base64", "gzip"]);
    expect(await bytesOf(document)).toBe("08 96 01");
    const raw = await engine.reinspect({ documentId: document.documentId, choices: [{ step: 1, form: "" }] });
    expect((await bytesOf(raw)).startsWith("1F 8B 08")).toBe(true);
  });

  it("takes frames off, and puts them back", async () => {
    const framed = await open("00 00 00 00 03 08 96 01");
    expect([framed.framing, framed.frameCount]).toEqual(["grpc", 1]);
    const raw = await engine.reinspect({ documentId: framed.documentId, choices: [{ step: 1, form: "" }] });
    expect([raw.framing, raw.findings.map(({ code }) => code)]).toEqual([
      undefined,
      expect.arrayContaining(["field-number-zero"]),
    ]);
    const again = await engine.reinspect({ documentId: raw.documentId, choices: [], framing: "grpc" });
    expect(again.framing).toBe("grpc");
  });

  it("reads the messages of all frames as a type", async () => {
    const framed = await open("00 00 00 00 02 08 01 00 00 00 00 02 08 02");
    const { documentId } = framed;
    const typed = await engine.reinspect({ documentId, schemaId: schema(), typeName: "t.T" });
    const json = await engine.readJson({ documentId: typed.documentId, start: 0, end: typed.jsonTextLength });
    expect(JSON.parse(json)).toEqual([{ a: 1 }, { a: 2 }]);
    const selection = await engine.locate({
      documentId: typed.documentId,
      anchor: { kind: "json", offset: json.indexOf("2") },
    });
    expect([selection?.path, selection?.bytes]).toEqual(["[1].a", { start: 12, end: 14 }]);
    const untyped = await engine.reinspect({ documentId: typed.documentId, typeName: "" });
    expect(untyped.typeName).toBe("");
  });

  it("refuses a form that does not fit", async () => {
    const { documentId } = await paste("0801");
    await expect(
      engine.reinspect({ documentId, choices: [{ step: 0, form: "Go byte list" }] }),
    ).rejects.toMatchObject({ code: "usage", message: "The input cannot be taken as Go byte list." });
  });
});

describe("frames", () => {
  it("are told with their text, flags and findings", async () => {
    const { documentId } = await open(
      "00 00 00 00 03 08 96 01 80 00 00 00 0F 67 72 70 63 2D 73 74 61 74 75 73 3A 30 0D 0A",
    );
    const frames = await engine.readFrames({ documentId, start: 0, end: 10 });
    expect(
      frames.map(({ role, flags, length, text, payload }) => [role, flags, length, text, payload]),
    ).toEqual([
      ["message", 0, 3, "", { start: 5, end: 8 }],
      ["trailers", 0x80, 15, "grpc-status:0\r\n", { start: 13, end: 28 }],
    ]);
  });

  it("open as documents of their own, linked to where they were", async () => {
    const { documentId } = await open("00 00 00 00 03 08 96 01");
    const inner = await engine.openPayload({ documentId, record: 0 });
    expect(await bytesOf(inner)).toBe("08 96 01");
    expect(inner.origin).toEqual({ documentId, span: { start: 5, end: 8 }, step: "frame 1, 3 B" });
  });

  it("mend their length when a value changes", async () => {
    const { documentId } = await open("00 00 00 00 03 08 96 01");
    const edit = { kind: "set-value", record: 1, text: "30000" } as const;
    const { document } = await engine.editDocument({ documentId, edit, repair: true });
    expect(await bytesOf(document)).toBe("00 00 00 00 04 08 B0 EA 01");
    expect(document.framing).toBe("grpc");
  });
});
