/** YAML texts as documents that keep comments, order and unknown keys. */
import { type Document, LineCounter, parseDocument } from "yaml";
import type { Finding } from "../finding.ts";

/** A parsed text and a way to tell where an offset of it is. */
export interface YamlText {
  readonly document: Document;
  readonly findings: readonly Finding[];
  /** A finding about the value at `path`, with its line and column. */
  finding(path: readonly (string | number)[], code: string, message: string, hint: string): Finding;
}

/** Parses `text` of `file`; what is no YAML is in the findings, with line and column. Aliases are bounded by the library. */
export function parseYaml(file: string, text: string): YamlText {
  const lines = new LineCounter();
  const document = parseDocument(text, { lineCounter: lines, prettyErrors: false });
  const place = (start: number, end: number) => {
    const { line, col } = lines.linePos(start);
    return { start, end, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const findings = document.errors.map(({ message, pos: [start, end] }): Finding => {
    const at = place(start, end);
    return {
      code: "bad-yaml",
      severity: "error",
      message: `${file}:${at.line}:${at.column} is not YAML: ${message}`,
      hint: "Correct the file in a text editor; Byteglass does not write over it meanwhile.",
      file,
      text: at,
    };
  });
  return {
    document,
    findings,
    finding(path, code, message, hint) {
      const node = document.getIn(path, true);
      const range = hasRange(node) ? node.range : undefined;
      const at = range ? place(range[0], range[1]) : undefined;
      const where = at === undefined ? file : `${file}:${at.line}:${at.column}`;
      const text = at === undefined ? {} : { text: at };
      return {
        code,
        severity: "error",
        message: `${where}: ${message}`,
        hint,
        path: path.join("."),
        file,
        ...text,
      };
    },
  };
}

function hasRange(node: unknown): node is { readonly range: readonly [number, number, number] } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
