/** `inspect --json`: one object on one line, written in pieces so that a large document is never held as a whole. */
import type { Engine } from "../../core/contract/engine.ts";
import type { DocumentSummary, TreeRow } from "../../core/contract/views.ts";
import type { Finding } from "../../core/finding.ts";
import { toJsonText } from "../json-text.ts";
import { pages } from "./pages.ts";

/** Bytes on a row of the engine's hex view. */
const rowLength = 16;

/** Prints `{input, frames, atoms, records, findings}`. Offsets are absolute and half open. */
export async function printJson(
  engine: Engine,
  document: DocumentSummary,
  steps: readonly string[],
  write: (text: string) => void,
): Promise<void> {
  const { documentId, byteLength, treeRowCount, typeName, findings } = document;
  write(
    `{"input":${toJsonText(steps)},"byteLength":${byteLength},"type":${toJsonText(typeName)},"frames":[],"atoms":[`,
  );
  let atomEnd = 0;
  for (const page of pages(Math.ceil(byteLength / rowLength))) {
    const texts: string[] = [];
    for (const row of await engine.readHex({ documentId, ...page })) {
      for (const { start, end, kind } of row.atoms) {
        // An atom that crosses the end of a row is on both rows: it is taken once.
        if (start < atomEnd) continue;
        atomEnd = end;
        texts.push(toJsonText([start, end, kind]));
      }
    }
    writeList(texts, page.start === 0, write);
  }
  write('],"records":[');
  for (const page of pages(treeRowCount)) {
    const rows = await engine.readTree({ documentId, ...page });
    writeList(
      rows.map((row) => toJsonText(recordOf(row))),
      page.start === 0,
      write,
    );
  }
  write(`],"findings":${toJsonText(findings.map(findingOf))}}\n`);
}

function writeList(texts: readonly string[], first: boolean, write: (text: string) => void): void {
  if (texts.length > 0) write(`${first ? "" : ","}${texts.join(",")}`);
}

function recordOf(row: TreeRow): object {
  return {
    path: row.path,
    number: row.number,
    wire: row.wireType,
    start: row.span.start,
    end: row.span.end,
    label: row.label,
    reading: row.typeName,
    alternatives: [],
    value: row.value,
    note: row.note === "" ? undefined : row.note,
    status: row.status,
  };
}

function findingOf({ code, severity, bytes, path, message, hint }: Finding): object {
  return { code, severity, start: bytes?.start, end: bytes?.end, path, message, hint };
}
