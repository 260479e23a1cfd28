/** Documents that are shown before they are read to their end. */
import { afterEach, describe, expect, it } from "vitest";
import type { DocumentSummary, EngineEvent } from "../../core/contract/views.ts";
import { LARGE } from "../../core/documents/large.ts";
import { createEngine, type RunningEngine } from "../../core/engine.ts";

/** Texts of a thousand letters in field 1, and a number in field 2 after each, up to `length` bytes. */
function message(length: number): Uint8Array {
  const one = [0x0a, 0xe8, 0x07, ...new TextEncoder().encode("a".repeat(1000)), 0x10, 0x07];
  const bytes = new Uint8Array(length - (length % one.length));
  for (let at = 0; at < bytes.length; at += one.length) bytes.set(one, at);
  return bytes;
}

const bytes = message(8 * LARGE);
const input = { kind: "bytes", bytes } as const;
let running: RunningEngine | undefined;
afterEach(async () => {
  await running?.close();
  running = undefined;
});

/** An engine that reads ahead, with what it tells and the whole summary of the document that is read. */
function open(): {
  readonly engine: RunningEngine;
  readonly news: DocumentSummary[];
  readonly whole: Promise<DocumentSummary>;
} {
  const news: DocumentSummary[] = [];
  let done: (summary: DocumentSummary) => void = () => undefined;
  const whole = new Promise<DocumentSummary>((resolve) => {
    done = resolve;
  });
  const onEvent = (event: EngineEvent) => {
    if (event.kind !== "document") return;
    news.push(event.summary);
    if (event.summary.progress === undefined) done(event.summary);
  };
  running = createEngine({ readsAhead: true, onEvent });
  return { engine: running, news, whole };
}

describe("a large document", () => {
  it("is there with its first rows before the rest is read, and whole in the end", async () => {
    const { engine, whole } = open();
    const first = await engine.inspect({ input });
    const { documentId, treeRowCount, progress } = first;
    expect(progress?.total).toBe(bytes.length);
    expect(progress?.done).toBeLessThan(bytes.length);
    const lastRow = Math.ceil(bytes.length / 16) - 1;
    const early = await engine.readTree({ documentId, start: 0, end: treeRowCount });
    const hexAtEnd = await engine.readHex({ documentId, start: lastRow, end: lastRow + 1 });

    const read = await whole;
    expect(treeRowCount).toBeGreaterThan(100);
    expect(early).toHaveLength(treeRowCount);
    expect(await engine.readTree({ documentId, start: 0, end: treeRowCount })).toEqual(early);
    expect(hexAtEnd[0]?.bytes).toEqual(bytes.slice(-(bytes.length % 16 || 16)));

    const patient = createEngine();
    const { documentId: _, ...other } = { ...(await patient.inspect({ input })) };
    expect({ ...read, documentId: undefined }).toEqual({ ...other, documentId: undefined });
    await patient.close();
  });

  it("answers what needs the whole when the whole is read", async () => {
    const { engine } = open();
    const { documentId } = await engine.inspect({ input });
    const findings = await engine.readFindings({ documentId });
    expect(findings.map(({ code }) => code)).toEqual(["repeated-occurrence", "repeated-occurrence"]);
    const { nodes } = await engine.measureSizes({ documentId });
    expect(nodes[0]?.byteLength).toBe(bytes.length);
  });

  it("answers other requests while it is read", async () => {
    const { engine, news, whole } = open();
    await engine.inspect({ input });
    const small = await engine.inspect({ input: { kind: "text", text: "08 96 01" } });
    expect(small.treeRowCount).toBe(1);
    expect(news.every(({ progress }) => progress !== undefined)).toBe(true);
    await whole;
  });

  it("ends in a gap when reading is stopped", async () => {
    const { engine, whole } = open();
    const { documentId } = await engine.inspect({ input });
    await engine.stopReading({ documentId });
    const { findings, treeRowCount } = await whole;
    expect(findings.map(({ code }) => code)).toContain("reading-stopped");
    const [last] = await engine.readTree({ documentId, start: treeRowCount - 1, end: treeRowCount });
    expect(last).toMatchObject({ label: "gap", span: { end: bytes.length } });
  });

  it("is forgotten while it is read", async () => {
    const { engine, news } = open();
    const { documentId } = await engine.inspect({ input });
    await engine.release({ documentId });
    await expect(engine.readFindings({ documentId })).rejects.toMatchObject({ code: "not-found" });
    expect(news).toEqual([]);
  });
});
