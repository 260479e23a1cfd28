/** `inspect --json`: one object on one line, written in pieces so that a large document is never held as a whole. */
import type { Engine } from "../../core/contract/engine.ts";
import type { Frame } from "../../core/contract/frames.ts";
import type { DocumentSummary, TreeRow } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { toJsonText } from "../json-text.ts";
import type { InspectedDocuments } from "./documents.ts";
import { type Output, pages } from "./pages.ts";

/** Bytes on a row of the engine's hex view. */
const rowLength = 16;
/** Records whose alternatives are told; those of further ones are empty. */
const mostWeighed = 10_000;

/** Prints `{input, byteLength, type, frames, atoms, records, findings, buffers}`. Offsets are half open, in their buffer. */
export async function printJson(
  engine: Engine,
  { outer, frames, inner }: InspectedDocuments,
  steps: readonly string[],
  output: Output,
): Promise<void> {
  const { write } = output;
  const input = [...steps, ...outer.steps];
  write(
    `{"input":${toJsonText(input)},"byteLength":${outer.byteLength},"type":${toJsonText(outer.typeName)},`,
  );
  write(`"frames":${toJsonText(frames.map(frameOf))},`);
  await writeDocument(engine, outer, output);
  if (inner.length > 0) write(`,"buffers":[`);
  for (const [index, document] of inner.entries()) {
    const { origin, byteLength } = document;
    const { step = "", span = { start: 0, end: 0 } } = origin ?? {};
    write(`${index === 0 ? "" : ","}{"step":${toJsonText(step)},"start":${span.start},"end":${span.end},`);
    write(`"byteLength":${byteLength},`);
    await writeDocument(engine, document, output);
    write("}");
  }
  write(`${inner.length > 0 ? "]" : ""}}\n`);
}

/** Writes `"atoms": …, "records": …, "findings": …`. */
async function writeDocument(engine: Engine, document: DocumentSummary, output: Output): Promise<void> {
  const { documentId, byteLength, treeRowCount, findings } = document;
  const { write } = output;
  write('"atoms":[');
  let atomEnd = 0;
  for (const page of pages(Math.ceil(byteLength / rowLength))) {
    const texts: string[] = [];
    for (const row of await engine.readHex({ documentId, ...page })) {
      for (const { start, end, kind } of row.atoms) {
        // An atom that crosses the end of a row is on both rows: it is taken once.
        if (start < atomEnd) continue;
        atomEnd = end;
        texts.push(`[${start},${end},"${kind}"]`);
      }
    }
    writeList(texts, page.start === 0, output);
    await output.settled();
  }
  write('],"records":[');
  for (const page of pages(treeRowCount)) {
    const texts: string[] = [];
    for (const row of await engine.readTree({ documentId, ...page })) {
      const alternatives = row.record < mostWeighed ? await alternativesOf(engine, documentId, row) : [];
      // Plain values alone: the other way costs four times as much, and there are millions.
      texts.push(JSON.stringify(recordOf(row, alternatives)));
    }
    writeList(texts, page.start === 0, output);
    await output.settled();
  }
  write(`],"findings":${toJsonText(findings.map(findingOf))}`);
}

/** Other readings of a value, the likeliest first, with their bits where they were weighed. */
async function alternativesOf(engine: Engine, documentId: string, row: TreeRow): Promise<readonly object[]> {
  const { record, wireType, valueKind, number } = row;
  if (valueKind === "gap" || valueKind === "none" || number === 0) return [];
  if (wireType === "SGROUP" || wireType === "EGROUP" || row.status === "damaged") return [];
  const { readings, shown } = await engine.readReadings({ documentId, record });
  return readings
    .filter(({ type }) => type !== shown)
    .map(({ type, value, cost, canonical }) => ({
      type,
      value,
      cost,
      canonical: canonical ? undefined : false,
    }));
}

function writeList(texts: readonly string[], first: boolean, output: Output): void {
  if (texts.length > 0) output.write(`${first ? "" : ","}${texts.join(",")}`);
}

function frameOf(frame: Frame): object {
  const { framing, role, span, payload, flags, length, compression, text, findings } = frame;
  return {
    kind: framing,
    role,
    start: span.start,
    end: span.end,
    payload: [payload.start, payload.end],
    flags,
    length,
    compression,
    text: text === "" ? undefined : text,
    findings: findings.length === 0 ? undefined : findings.map(({ code }) => code),
  };
}

function recordOf(row: TreeRow, alternatives: readonly object[]): object {
  return {
    path: row.path,
    number: row.number,
    wire: row.wireType,
    start: row.span.start,
    end: row.span.end,
    label: row.label,
    reading: row.typeName,
    alternatives,
    value: row.value,
    note: row.note === "" ? undefined : row.note,
    status: row.status,
  };
}

function findingOf({ code, severity, bytes, path, message, hint }: Finding): object {
  return { code, severity, start: bytes?.start, end: bytes?.end, path, message, hint };
}
