/** The command lines that the pages show: those of `byteglass` in every block of shell. */
import { readdirSync, readFileSync } from "node:fs";
import { splitWords } from "../../core/exchange/shell/split-words.ts";
import { inFolder } from "../cli/build-cli.ts";

/** One line as a page shows it, and the words after `byteglass`. */
export interface CommandLine {
  readonly page: string;
  readonly line: string;
  readonly words: readonly string[];
}

const BLOCK = /^```sh\n([\s\S]*?)^```$/gm;

/** The pages of the repository that show commands. */
export const PAGES: readonly string[] = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(inFolder("docs")).flatMap((name) => (name.endsWith(".md") ? [`docs/${name}`] : [])),
];

/** The command lines of a page, in order; a line that ends in a backslash goes on in the next. */
export function commandLinesOf(page: string): readonly CommandLine[] {
  const text = readFileSync(inFolder(page), "utf8");
  return [...text.matchAll(BLOCK)]
    .flatMap(([, block = ""]) => block.replaceAll("\\\n", " ").split("\n"))
    .flatMap((line) => readCommandLine(page, line));
}

/** A line's words after `byteglass`, also where it is fed by a pipe; none where the line is of another program. */
export function readCommandLine(page: string, line: string): readonly CommandLine[] {
  const own = line.replace(/^.*\| (?=byteglass )/, "");
  const words = splitWords(own).words.map(({ text }) => text);
  const start = words[0] === "npx" ? 1 : 0;
  return words[start] === "byteglass" ? [{ page, line, words: words.slice(start + 1) }] : [];
}
