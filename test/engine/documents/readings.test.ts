import { describe, expect, it } from "vitest";
import { engine, open, withInspector } from "../inspector.ts";

withInspector();

describe("readings", () => {
  it("are chosen for all occurrences of a field", async () => {
    const first = await open("08 03 08 04");
    const chosen = await engine.chooseReading({ documentId: first.documentId, record: 0, type: "sint64" });
    const rows = await engine.readTree({ documentId: chosen.documentId, start: 0, end: 9 });
    expect(rows.map(({ typeName, value, note }) => `${typeName} ${value} ${note}`)).toEqual([
      "sint64 -2 chosen",
      "sint64 2 chosen",
    ]);
    const back = await engine.chooseReading({ documentId: chosen.documentId, record: 0 });
    expect((await engine.readTree({ documentId: back.documentId, start: 0, end: 1 }))[0]?.typeName).toBe(
      "int64",
    );
  });

  it("open what was text as a message, and the other way round", async () => {
    const { documentId } = await open("0A 02 48 69");
    const message = await engine.chooseReading({ documentId, record: 0, type: "message" });
    const rows = await engine.readTree({ documentId: message.documentId, start: 0, end: 9 });
    expect(rows.map(({ path, value }) => `${path} ${value}`)).toEqual(["1 message, 1 field", "1.9 105"]);
    const readings = await engine.readReadings({ documentId: message.documentId, record: 0 });
    expect([readings.shown, readings.decidedBy]).toEqual(["message", "choice"]);
  });

  it("keep the type that a schema declares, but for strings and bytes", async () => {
    const { documentId } = await open("08 01 2A 02 08 05", "t.T");
    await expect(engine.chooseReading({ documentId, record: 0, type: "sint64" })).rejects.toMatchObject({
      code: "usage",
    });
    const opened = await engine.chooseReading({ documentId, record: 1, type: "message" });
    const rows = await engine.readTree({ documentId: opened.documentId, start: 0, end: 9 });
    expect(rows.map(({ path, value }) => `${path} ${value}`)).toEqual(["a 1", "b message, 1 field", "b.1 5"]);
  });

  it("are pooled over the occurrences of a field", async () => {
    // Alone, "Hi" is nearly as likely a message; beside longer texts it is one of them.
    const alone = await open("0A 02 48 69");
    expect(alone.findings.map(({ code }) => code)).toContain("reading-ambiguous");
    const beside = await open("0A 02 48 69 0A 09 61 70 70 6C 65 5F 70 61 79 0A 05 68 65 6C 6C 6F");
    expect(beside.findings.map(({ code }) => code)).not.toContain("reading-ambiguous");
    const { pooledCount } = await engine.readReadings({ documentId: beside.documentId, record: 0 });
    expect(pooledCount).toBe(3);
  });
});

describe("names", () => {
  it("are shown wherever a field of that type stands", async () => {
    const { documentId } = await open("22 04 98 01 05 05 98 01 07", "t.T");
    const { names } = await engine.nameField({ documentId, record: 1, name: "retries" });
    expect(names).toEqual({ 19: "retries" });
    const rows = await engine.readTree({ documentId, start: 0, end: 9 });
    expect(rows.map(({ path }) => path)).toContain("m.retries");
    const other = await open("98 01 01", "t.T");
    const [row] = await engine.readTree({ documentId: other.documentId, start: 0, end: 1 });
    expect([row?.label, row?.status]).toEqual(["retries", "unknown"]);
    await engine.nameField({ documentId, record: 1, name: "" });
    expect((await engine.readTree({ documentId, start: 1, end: 2 }))[0]?.label).toBe("unknown field 19");
  });

  it("are not given to fields that the schema names", async () => {
    const { documentId } = await open("08 01", "t.T");
    await expect(engine.nameField({ documentId, record: 0, name: "b" })).rejects.toMatchObject({
      code: "usage",
    });
  });

  it("go into a schema that is used at once", async () => {
    const { documentId } = await open("08 96 01 12 05 68 65 6C 6C 6F");
    const { names } = await engine.nameField({ documentId, record: 1, name: "greeting" });
    const used = await engine.useInferredSchema({
      samples: [documentId],
      names: { ...names },
      messageName: "Note",
    });
    const typed = await engine.reinspect({
      documentId,
      schemaId: used.schema.schemaId,
      typeName: used.typeName,
    });
    const json = await engine.readJson({ documentId: typed.documentId, start: 0, end: typed.jsonTextLength });
    expect(JSON.parse(json)).toEqual({ f1: "150", greeting: "hello" });
    await engine.nameField({ documentId, record: 1, name: "" });
  });
});
