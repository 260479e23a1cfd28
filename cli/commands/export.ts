import type { ExportedFile, SchemaExport } from "../../core/contract/views.ts";
import { type Arguments, commonOptions, type OptionTable } from "../arguments.ts";
import { cancellable } from "../cancellable.ts";
import { createPaint, type Paint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { counted } from "../counted.ts";
import { exitOk } from "../exit-status.ts";
import { tellFindings } from "../failure.ts";
import { toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { readSources, schemaOptions, serverOptions } from "../options.ts";
import { refuseMore } from "../positionals.ts";
import { printable } from "../printable.ts";
import { requireSources } from "../require-sources.ts";
import type { Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";
import { readVariableScope } from "../variable-scope.ts";

const exportOptions: OptionTable = {
  out: {
    type: "string",
    value: "FOLDER|FILE",
    text: "Where to write: a folder for .proto files, or a file named .binpb, .protoset, .pb or .desc for a set.",
  },
  symbol: {
    type: "string",
    multiple: true,
    value: "SYMBOL",
    text: "A service, method or type: only the files that it needs are exported. May be repeated.",
  },
  force: { type: "boolean", text: "Write over files that no export wrote, or that were changed since." },
};

/** `byteglass export`: a schema as files. */
export const exportCommand: Command = {
  usage: [
    "export TARGET --out FOLDER|FILE [options]",
    "export --proto FILE | --protoset FILE | --reflect TARGET --out FOLDER|FILE",
  ],
  summary: "Writes a schema to disk: .proto files that compile again, or one descriptor set.",
  options: { ...exportOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    [
      "The .proto files are compiled before they are put in place; what source text cannot say is told. A descriptor set",
      "holds each file byte for byte as its source gave it.",
    ].join("\n"),
    [
      "A folder is refreshed when it is an export (.byteglass-export.json tells): files that are gone from the schema are",
      "deleted, others are left alone. Nothing is written when it holds files of another origin, or when the schema has",
      "file names that would leave the folder.",
    ].join("\n"),
    "With --json: {out, form, files: [{name, origin, state}], removed, hash, findings}.",
  ],
  examples: [
    "byteglass export localhost:50051 --out protos",
    "byteglass export localhost:50051 --symbol helloworld.Greeter --out greeter.binpb",
  ],
  run: exportSchema,
};

async function exportSchema({ given, terminal, engine }: CommandContext): Promise<number> {
  refuseMore("export", given, 1);
  const out = requireOut(given);
  const sources = requireSources("export", readSources(given, given.positionals[0]));
  const symbols = [...given.texts("symbol")];
  const running = await engine();
  const request = { sources, ...readVariableScope(given), ...(symbols.length === 0 ? {} : { symbols }) };
  const { schemaId } = await openSchema(running, terminal, request);
  for (const symbol of symbols) await running.describe({ schemaId, symbol });
  const form = isSetName(out) ? "descriptor-set" : "folder";
  const overwrite = given.flag("force");
  const written = await cancellable(running, terminal, "export", (operationId) =>
    running.exportSchema({ operationId, schemaId, out, form, overwrite }),
  );
  if (given.flag("json")) terminal.write(`${toJsonText(written)}\n`);
  else printLines(written, terminal);
  return exitOk;
}

function isSetName(out: string): boolean {
  return /\.(binpb|protoset|pb|desc)$/i.test(out);
}

function requireOut(given: Arguments): string {
  const out = given.text("out") ?? "";
  if (out === "") {
    throw usageError(
      "export needs --out: a folder for .proto files, or a file for a descriptor set.",
      "Such as --out protos, or --out schema.binpb.",
    );
  }
  if (/\.(proto|json|txt|txtpb|ya?ml|gz|zip|tar)$/i.test(out)) {
    throw usageError(
      `export does not write ${out}: it writes folders of .proto files, and binary descriptor sets.`,
      "Such as --out protos, or --out schema.binpb.",
    );
  }
  return out;
}

function printLines(written: SchemaExport, terminal: Terminal): void {
  const paint = createPaint(terminal.colour);
  const lines = written.files.map((file) => fileLine(written, file, paint));
  for (const name of written.removed) lines.push(`${pathOf(written, name)}  ${paint("dim", "deleted")}`);
  terminal.write([...lines, summaryLine(written)].map((line) => `${line}\n`).join(""));
  tellFindings(written.findings, terminal);
}

function fileLine(written: SchemaExport, { name, origin, state }: ExportedFile, paint: Paint): string {
  const marks = [
    ...(origin === "bundled" ? ["bundled"] : []),
    ...(origin === "stub" && state !== "left-out" ? ["stand-in"] : []),
    ...(state === "unchanged" ? ["unchanged"] : []),
    ...(state === "left-out" ? ["left out: no source had it"] : []),
  ];
  return [pathOf(written, name), ...(marks.length === 0 ? [] : [paint("dim", marks.join(", "))])].join("  ");
}

function pathOf({ form, out }: SchemaExport, name: string): string {
  const path = form === "folder" ? `${out.replace(/[/\\]+$/, "")}/${name}` : name;
  return printable(path);
}

function summaryLine({ out, files, removed }: SchemaExport): string {
  const count = (state: ExportedFile["state"]) => files.filter((file) => file.state === state).length;
  const parts = [
    `${count("written")} written to ${out}`,
    ...(count("unchanged") === 0 ? [] : [`${count("unchanged")} unchanged`]),
    ...(count("left-out") === 0 ? [] : [`${count("left-out")} left out`]),
    ...(removed.length === 0 ? [] : [`${removed.length} deleted`]),
  ];
  return `${counted(files.length, "file")}: ${parts.join(", ")}.`;
}
