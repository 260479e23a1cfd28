/** What is wrong with a YAML text, beside what its parser says itself: each fault with its place, in plain words. */
import { type Document, isScalar, Lexer, visit, type YAMLError } from "yaml";

/** A fault and where it is, in UTF-16 units. */
export interface YamlFault {
  readonly start: number;
  readonly end: number;
  readonly message: string;
}

/** Faults beyond these say nothing new. */
const maximumFaults = 20;
/** Texts of more UTF-16 units are looked at before they are parsed: the parser takes long for many small parts. */
const smallText = 256 * 1024;
/** Keys, values and marks that a file may have; the lines of one text count as one. */
const maximumParts = 400_000;
/** Parts that aliases may become. */
const maximumAliasCount = 100;

/** True for a text of so many parts that reading it would stop everything else. */
export function hasTooManyParts(text: string): boolean {
  if (text.length <= smallText) return false;
  let count = 0;
  for (const _ of new Lexer().lex(text)) if (++count > maximumParts) return true;
  return false;
}

/** The faults of a document that was parsed without a check of its keys. */
export function yamlFaults(document: Document): readonly YamlFault[] {
  const faults = document.errors.slice(0, maximumFaults).map(faultOf);
  if (faults.length > 0) return faults;
  return [...doubledKeys(document), ...aliasFaults(document)].slice(0, maximumFaults);
}

function faultOf({ code, message, pos: [start, end] }: YAMLError): YamlFault {
  return { start, end, message: plainMessage(code, message) };
}

function plainMessage(code: YAMLError["code"], message: string): string {
  if (code === "MULTIPLE_DOCS") return "a second document starts here, and a file holds one";
  if (code === "RESOURCE_EXHAUSTION" || /call stack/i.test(message)) return "it is nested too deeply here";
  return message;
}

/** The parser's own check takes the square of the number of keys. */
function doubledKeys(document: Document): readonly YamlFault[] {
  const faults: YamlFault[] = [];
  visit(document, {
    Map(_, { items }) {
      const known = new Set<unknown>();
      for (const { key } of items) {
        if (!isScalar(key)) continue;
        if (known.has(key.value) && key.range) {
          const [start, end] = key.range;
          faults.push({ start, end, message: `the key ${String(key.value)} is there twice` });
        }
        known.add(key.value);
      }
    },
  });
  return faults;
}

/** Aliases without an anchor, of themselves, or that would become more than a file can hold. */
function aliasFaults(document: Document): readonly YamlFault[] {
  const aliases: YamlFault[] = [];
  const faults: YamlFault[] = [];
  visit(document, {
    Alias(_, alias, path) {
      const [start, end] = alias.range ?? [0, 0];
      const target = alias.resolve(document);
      if (target === undefined) {
        faults.push({ start, end, message: `*${alias.source} has no anchor &${alias.source} before it` });
      } else if (path.includes(target)) {
        faults.push({ start, end, message: `*${alias.source} stands for something that it is in` });
      } else aliases.push({ start, end, message: `*${alias.source} would become too much` });
    },
  });
  if (faults.length > 0 || aliases.length === 0) return faults;
  try {
    document.toJS({ maxAliasCount: maximumAliasCount });
    return [];
  } catch {
    return aliases.slice(-1);
  }
}
