/** The blocks of a `.bru` file: `name { … }`, each with pairs or with text. */

/** One `key: value`; a `~` before the key turns it off. */
export interface BruPair {
  readonly name: string;
  readonly value: string;
  readonly disabled: boolean;
}

/** One block. `text` is what stands between its braces, without the indent. */
export interface BruBlock {
  readonly name: string;
  readonly text: string;
  readonly pairs: readonly BruPair[];
}

const opening = /^([\w:-]+)\s*\{\s*$/;
const pairLine = /^(~?)("(?:[^"\\]|\\.)*"|[^:]+?)\s*:(?:\s(.*))?$/;

/** The blocks of a text in their order. Lines outside of blocks are passed over. */
export function readBlocks(text: string): readonly BruBlock[] {
  const blocks: BruBlock[] = [];
  const lines = text.split(/\r?\n/);
  for (let index = 0; index < lines.length; index += 1) {
    const name = opening.exec(lines[index] ?? "")?.[1];
    if (name === undefined) continue;
    const start = index + 1;
    // A closing brace in the first column ends a block: what is inside is indented.
    while (index + 1 < lines.length && lines[index + 1] !== "}") index += 1;
    const inside = lines.slice(start, index + 1).map((line) => line.replace(/^ {2}/, ""));
    blocks.push({ name, text: inside.join("\n"), pairs: readPairs(inside) });
  }
  return blocks;
}

function readPairs(lines: readonly string[]): readonly BruPair[] {
  const pairs: BruPair[] = [];
  for (let index = 0; index < lines.length; index += 1) {
    const [, off, quoted = "", first = ""] = pairLine.exec(lines[index] ?? "") ?? [];
    if (off === undefined) continue;
    const name = quoted.startsWith('"') ? quoted.slice(1, -1).replace(/\\(.)/g, "$1") : quoted;
    let value = first.trim();
    if (value === "'''") {
      const start = index + 1;
      while (index + 1 < lines.length && (lines[index + 1] ?? "").trim() !== "'''") index += 1;
      value = lines
        .slice(start, index + 1)
        .map((line) => line.replace(/^ {2}/, ""))
        .join("\n");
    }
    pairs.push({ name, value, disabled: off === "~" });
  }
  return pairs;
}
