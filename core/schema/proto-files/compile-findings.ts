import { existsSync, realpathSync } from "node:fs";
import { isAbsolute, join } from "node:path";
import { type Finding, placedMessage } from "../../finding.ts";
import { type Diagnostic, importOf, isNotFound, otherDeclarer } from "./diagnostics.ts";
import { type Entries, importName } from "./entries.ts";
import { folderWith } from "./import-search.ts";
import { textPlaceIn } from "./text-place.ts";

/** Findings kept of one run. */
const maxFindings = 200;

/**
 * Findings for what the compiler said. A missing import is one finding where it is imported; what only follows from
 * it (importers of importers, names that it would have declared) is left out.
 */
export function compileFindings(diagnostics: readonly Diagnostic[], entries: Entries): readonly Finding[] {
  const notFound = new Set(diagnostics.filter(isNotFound).map((diagnostic) => diagnostic.file));
  const incomplete = new Set(diagnostics.filter((one) => importOf(one) !== undefined).map((one) => one.file));
  const twice = new Set<string>();
  const findings = diagnostics.flatMap((diagnostic): readonly Finding[] => {
    if (isNotFound(diagnostic)) return [];
    const other = otherDeclarer(diagnostic);
    if (other !== undefined) {
      const key = `${diagnostic.file}\n${other}`;
      if (twice.has(key)) return [];
      twice.add(key);
      return [declaresAgain(diagnostic, other, entries)];
    }
    const imported = importOf(diagnostic);
    if (imported !== undefined) {
      return notFound.has(imported) ? [importNotFound(diagnostic, imported, entries)] : [];
    }
    if (incomplete.has(diagnostic.file) && /is not defined\.$/.test(diagnostic.text)) return [];
    return [compilerFinding(diagnostic, entries)];
  });
  return findings.slice(0, maxFindings);
}

/** The code of a finding about a file that declares what another file declares. */
export const declaredTwice = "declared-twice";

/** One finding for all that two files have in common. */
function declaresAgain(diagnostic: Diagnostic, other: string, entries: Entries): Finding {
  const [path, otherPath] = [pathOf(diagnostic.file, entries), pathOf(other, entries)];
  const isSame = path !== undefined && otherPath !== undefined && sameFile(path, otherPath);
  return {
    code: declaredTwice,
    severity: "error",
    ...(isSame
      ? {
          message: `${path} is imported under two names, one of them ${other}: everything in it would be declared twice.`,
        }
      : placedMessage(placeText(diagnostic, entries), diagnostic.text)),
    hint: isSame
      ? "Give import folders of which one alone reaches the file, or load files that use one of its names."
      : "Load one of the two files, or each as a source of its own.",
    ...placeOf(diagnostic, entries),
  };
}

function sameFile(a: string, b: string): boolean {
  try {
    return realpathSync(a) === realpathSync(b);
  } catch {
    return false;
  }
}

function compilerFinding(diagnostic: Diagnostic, entries: Entries): Finding {
  const { isWarning, text } = diagnostic;
  return {
    code: isWarning ? "proto-warning" : "proto-error",
    severity: isWarning ? "information" : "error",
    ...placedMessage(placeText(diagnostic, entries), text),
    ...(isWarning ? {} : { hint: "Correct the file and load it again." }),
    ...placeOf(diagnostic, entries),
  };
}

function importNotFound(diagnostic: Diagnostic, imported: string, entries: Entries): Finding {
  const importer = pathOf(diagnostic.file, entries);
  const folder = importer === undefined ? undefined : folderWith(imported, importer, entries.ownRoots);
  const looked = entries.ownRoots.join(", ");
  return {
    code: "import-not-found",
    severity: "error",
    ...placedMessage(
      placeText(diagnostic, entries),
      `the import ${JSON.stringify(imported)} was not found. Looked in ${looked} and among the bundled google/* files.`,
    ),
    hint:
      folder === undefined
        ? `Add the folder that holds ${imported} as an import path (-I FOLDER).`
        : `Add ${folder} as an import path (-I ${folder}): it holds ${imported}.`,
    steps: [{ kind: "add-import-folder", importName: imported, ...(folder === undefined ? {} : { folder }) }],
    ...placeOf(diagnostic, entries),
  };
}

function placeText({ file, line, column }: Diagnostic, entries: Entries): string {
  if (file === "") return "";
  const name = isAbsolute(file) ? importName(file, entries.roots) : file;
  return line === undefined ? `${name}: ` : `${name}, line ${line}, column ${column ?? 1}: `;
}

function placeOf(diagnostic: Diagnostic, entries: Entries): Pick<Finding, "file" | "text"> {
  if (diagnostic.file === "") return {};
  const path = pathOf(diagnostic.file, entries);
  const { line, column } = diagnostic;
  const text = path === undefined || line === undefined ? undefined : textPlaceIn(path, line, column ?? 1);
  return { file: path ?? diagnostic.file, ...(text === undefined ? {} : { text }) };
}

/** The file on disk; the compiler names a file by its path, or by its import name where it found none. */
function pathOf(file: string, entries: Entries): string | undefined {
  if (isAbsolute(file)) return file;
  return entries.roots.map((root) => join(root, file)).find((path) => existsSync(path));
}
