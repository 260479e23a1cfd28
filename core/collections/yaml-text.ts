/** YAML texts as documents that keep comments, order and unknown keys. */
import { type Document, isScalar, LineCounter, parseDocument, type Tags } from "yaml";
import { type Finding, placedMessage, type TextPlace } from "../finding.ts";
import { hasTooManyParts, yamlFaults } from "./yaml-faults.ts";

/** A parsed text and a way to tell where a part of it is. */
export interface YamlText {
  readonly document: Document;
  readonly findings: readonly Finding[];
  /** A finding about the value at `path`, or the nearest one above it, with its line and column. */
  finding(
    path: readonly (string | number)[],
    code: string,
    message: string,
    hint: string,
    severity?: Finding["severity"],
  ): Finding;
  /** The text of the scalar at `path` as it stands in the file, so that no number is rounded; undefined for others. */
  source(path: readonly (string | number)[]): string | undefined;
}

/**
 * Parses `text` of `file`; what is no YAML is in the findings, with line and column. A text of too many parts is not
 * read: the document is empty then. Aliases are bounded.
 */
export function parseYaml(file: string, text: string): YamlText {
  const lines = new LineCounter();
  const isTooLarge = hasTooManyParts(text);
  const document = parseDocument(isTooLarge ? "" : text, {
    lineCounter: lines,
    prettyErrors: false,
    uniqueKeys: false,
    customTags: asWritten,
  });
  const place = (start: number, end: number): TextPlace => {
    const { line, col } = lines.linePos(start);
    return { start, end, line: Math.max(line, 1), column: Math.max(col, 1) };
  };
  const faults = isTooLarge ? [tooLarge] : yamlFaults(document);
  const findings = faults.map(({ start, end, message }): Finding => {
    const at = place(start, end);
    return {
      code: "bad-yaml",
      severity: "error",
      ...placedMessage(`${file}:${at.line}:${at.column} `, `is not YAML: ${message.replace(/\.$/, "")}.`),
      hint: "Correct the file in a text editor; Byteglass does not write over it meanwhile.",
      file,
      text: at,
    };
  });
  return {
    document,
    findings,
    finding(path, code, message, hint, severity = "error") {
      const range = nearestRange(document, path);
      const at = range && place(range[0], range[1]);
      const where = at === undefined ? file : `${file}:${at.line}:${at.column}`;
      return {
        code,
        severity,
        ...placedMessage(`${where}: `, message),
        hint,
        path: path.join("."),
        file,
        ...(at && { text: at }),
      };
    },
    source(path) {
      const node = document.getIn(path, true);
      return isScalar(node) && typeof node.source === "string" ? node.source : undefined;
    },
  };
}

const tooLarge = {
  start: 0,
  end: 0,
  message:
    "it has far more keys and values than a file of a collection; large bodies belong into files of their own",
};

/** Numbers are written as they were, digit by digit; where one is set, its source is taken away. */
function asWritten(tags: Tags): Tags {
  return tags.map((tag) => {
    if (typeof tag !== "object" || tag.collection !== undefined) return tag;
    if (tag.tag !== "tag:yaml.org,2002:int" && tag.tag !== "tag:yaml.org,2002:float") return tag;
    const { stringify } = tag;
    return {
      ...tag,
      stringify: (item, ...rest) => item.source ?? stringify?.(item, ...rest) ?? String(item.value),
    };
  });
}

type Range = readonly [number, number, ...number[]];

function nearestRange(document: Document, path: readonly (string | number)[]): Range | undefined {
  for (let length = path.length; length >= 0; length--) {
    const node = length === 0 ? document.contents : document.getIn(path.slice(0, length), true);
    if (hasRange(node)) return node.range;
  }
  return [0, 0];
}

function hasRange(node: unknown): node is { readonly range: Range } {
  return typeof node === "object" && node !== null && "range" in node && Array.isArray(node.range);
}
