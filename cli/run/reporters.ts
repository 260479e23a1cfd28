/** The reports of a run: what is asked for, where each goes. */
import { writeFile } from "node:fs/promises";
import type { RunReport } from "../../core/contract/runner.ts";
import { ByteglassError, messageOf } from "../../core/error.ts";
import { toJsonText } from "../json-text.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";
import { htmlReport } from "./html-report.ts";
import { junitReport } from "./junit-report.ts";

const names = ["pretty", "junit", "json", "html"] as const;

/** The name of a report. */
export type ReporterName = (typeof names)[number];

/** One report that was asked for. Without a file it goes to standard output. */
export interface Reporter {
  readonly name: ReporterName;
  readonly file: string | undefined;
}

/** Reads `--reporter`: names with commas between, each with `=FILE` at will. Throws `usage`. */
export function readReporters(texts: readonly string[], json: boolean): readonly Reporter[] {
  if (json) return [{ name: "json", file: undefined }];
  const words = texts.flatMap((text) => text.split(",")).map((word) => word.trim());
  const reporters =
    words.length === 0 ? [{ name: "pretty" as const, file: undefined }] : words.map(readReporter);
  const shown = reporters.filter(({ file }) => file === undefined);
  if (shown.length > 1) {
    throw usageError(
      `${shown.map(({ name }) => name).join(" and ")} cannot both go to standard output.`,
      "Give all but one a file: --reporter pretty,junit=report.xml.",
    );
  }
  return reporters;
}

function readReporter(word: string): Reporter {
  const [name = "", ...rest] = word.split("=");
  const known = names.find((each) => each === name);
  if (known !== undefined) return { name: known, file: rest.length === 0 ? undefined : rest.join("=") };
  throw usageError(
    `There is no reporter "${name}".`,
    `Reporters are ${names.join(", ")}, each with =FILE at will.`,
  );
}

/** Writes all reports but the pretty one on the terminal, which is told as the run goes. Rejects with `file-unwritable`. */
export async function writeReports(
  reporters: readonly Reporter[],
  report: RunReport,
  pretty: string,
  terminal: Terminal,
): Promise<void> {
  for (const { name, file } of reporters) {
    const text = reportText(name, report, pretty);
    if (file !== undefined) await writeReport(file, text);
    else if (name !== "pretty") terminal.write(text);
  }
}

function reportText(name: ReporterName, report: RunReport, pretty: string): string {
  switch (name) {
    case "pretty":
      return pretty;
    case "json":
      return `${toJsonText(report)}\n`;
    case "junit":
      return junitReport(report);
    case "html":
      return htmlReport(report);
  }
}

async function writeReport(file: string, text: string): Promise<void> {
  try {
    await writeFile(file, text);
  } catch (thrown) {
    const reason = messageOf(thrown);
    throw new ByteglassError("file-unwritable", `The report ${file} could not be written: ${reason}.`, {
      hint: "Check that its folder is there and may be written to.",
      cause: thrown,
    });
  }
}
