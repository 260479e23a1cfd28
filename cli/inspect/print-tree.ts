/** `inspect` for a person: offset, bytes and field on one line, then what was found. */
import type { Engine } from "../../core/contract/engine.ts";
import type { DocumentSummary, TreeRow } from "../../core/contract/views.ts";
import type { Paint } from "../colour.ts";
import { describeFinding } from "../failure.ts";
import type { InspectedDocuments } from "./documents.ts";
import { type Output, pages } from "./pages.ts";

/** Bytes shown on a line. */
const bytesShown = 8;

/** Every byte in hex. */
const HEX: readonly string[] = Array.from({ length: 256 }, (_, byte) => byte.toString(16).padStart(2, "0"));

/** Prints the documents one after another, line by line; a large one is never held as a whole. */
export async function printTree(
  engine: Engine,
  { outer, inner }: InspectedDocuments,
  steps: readonly string[],
  paint: Paint,
  output: Output,
): Promise<void> {
  await printDocument(engine, outer, [...steps, ...outer.steps], paint, output);
  for (const document of inner) {
    const { step = "", span = { start: 0, end: 0 } } = document.origin ?? {};
    output.write("\n");
    const place = `${step}, bytes ${span.start} to ${span.end} above`;
    await printDocument(engine, document, [place], paint, output);
  }
}

async function printDocument(
  engine: Engine,
  document: DocumentSummary,
  steps: readonly string[],
  paint: Paint,
  output: Output,
): Promise<void> {
  const { documentId, byteLength, treeRowCount, typeName, findings } = document;
  const title = [`${byteLength} ${byteLength === 1 ? "byte" : "bytes"}`, typeName || "no schema", ...steps];
  output.write(`${paint("bold", title.join(" · "))}\n`);
  const digits = Math.max(4, byteLength.toString(16).length);
  for (const page of pages(treeRowCount)) {
    // One row more than is printed: a parent's own bytes end where its first child begins.
    const rows = await engine.readTree({ documentId, start: page.start, end: page.end + 1 });
    const shown = rows.slice(0, page.end - page.start);
    const start = shown[0]?.span.start ?? 0;
    const end = (shown.at(-1)?.span.start ?? 0) + bytesShown;
    const bytes = await engine.readBytes({ documentId, start, end: Math.min(end, byteLength) });
    const lines = shown.map((row, index) => {
      const own = row.hasChildren ? (rows[index + 1]?.span.start ?? row.span.end) : row.span.end;
      const from = row.span.start - start;
      const head = bytes.subarray(from, Math.min(own - start, from + bytesShown));
      return treeLine(row, head, own > row.span.start + bytesShown, digits, paint);
    });
    output.write(lines.join(""));
    await output.settled();
  }
  if (findings.length > 0) output.write(`\n${paint("bold", "Findings")}\n`);
  for (const finding of findings) {
    output.write(
      describeFinding(finding, paint)
        .map((line) => `${line}\n`)
        .join(""),
    );
  }
}

function treeLine(row: TreeRow, bytes: Uint8Array, more: boolean, digits: number, paint: Paint): string {
  const offset = row.span.start.toString(16).padStart(digits, "0");
  let hex = "";
  for (const byte of bytes) hex += hex === "" ? HEX[byte] : ` ${HEX[byte]}`;
  if (more) hex += " …";
  const type = row.typeName === "" ? row.wireType : row.typeName;
  let line = `${paint("dim", offset)}  ${paint("cyan", hex.padEnd(3 * bytesShown + 1))}  ${paintLabel(row, paint)}`;
  if (type !== "" && !isNamedBy(row.value, type)) line += `  ${paint("dim", type)}`;
  if (row.value !== "") line += `  ${row.value}`;
  if (row.note !== "") line += `  ${paint("dim", row.note)}`;
  return `${line}\n`;
}

/** The value of a message begins with its type, or is the short name of it. */
function isNamedBy(value: string, type: string): boolean {
  return value.startsWith(type) || (value !== "" && type.endsWith(`.${value}`));
}

function paintLabel({ depth, label, status }: TreeRow, paint: Paint): string {
  const indented = "  ".repeat(depth) + label;
  if (status === "damaged") return paint("red", indented);
  return status === "unknown" ? paint("yellow", indented) : indented;
}
