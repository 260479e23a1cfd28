/** One line the compiler printed. Lines and columns count from 1; columns go by the compiler, which expands tabs. */
export interface Diagnostic {
  /** The file's path, or its import name where the compiler found no file; empty when it names none. */
  readonly file: string;
  readonly line?: number;
  readonly column?: number;
  readonly isWarning: boolean;
  readonly text: string;
}

const placed = /^(?<file>.+?):(?<line>\d+):(?<column>\d+): (?<warning>warning: )?(?<text>.*)$/i;
const unplaced = /^(?<file>[^:]+(?:\.proto)|[^:]+): (?<warning>warning: )?(?<text>.*)$/i;

/** Reads what protoc writes to its error stream. */
export function parseDiagnostics(output: string): readonly Diagnostic[] {
  return output
    .split(/\r?\n/)
    .filter((line) => line.trim() !== "")
    .map(parseLine);
}

function parseLine(line: string): Diagnostic {
  const groups = placed.exec(line)?.groups ?? unplaced.exec(line)?.groups;
  if (groups === undefined) return { file: "", isWarning: false, text: line.trim() };
  const { file = "", line: at, column, warning, text = "" } = groups;
  return {
    file,
    ...(at === undefined ? {} : { line: Number(at) }),
    ...(column === undefined ? {} : { column: Number(column) }),
    isWarning: warning !== undefined,
    text,
  };
}

/** The import a diagnostic is about, when it is about one that was not found or is faulty itself. */
export function importOf(diagnostic: Diagnostic): string | undefined {
  return /^Import "(?<name>.*)" was not found or had errors\.$/.exec(diagnostic.text)?.groups?.["name"];
}

/** The import name of the file that has a name already, when a diagnostic is about one that is declared twice in two files. */
export function otherDeclarer(diagnostic: Diagnostic): string | undefined {
  return /^".+" is already defined in file "(?<name>.*)"\.$/.exec(diagnostic.text)?.groups?.["name"];
}

/** True for the line that says that a file is nowhere. */
export function isNotFound(diagnostic: Diagnostic): boolean {
  return diagnostic.line === undefined && /^File not found\.?/.test(diagnostic.text);
}
