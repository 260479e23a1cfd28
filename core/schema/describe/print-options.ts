import type { DescMessage, FileRegistry, MessageShape } from "@bufbuild/protobuf";
import { toBinary } from "@bufbuild/protobuf";
import { type OptionEntry, type OptionValue, readOptions } from "./option-values.ts";
import type { SourceLines } from "./source-lines.ts";

/** One option as a statement would set it: `deprecated`, `(google.api.http)`, `features.(pb.cpp).string_type`. */
export interface WrittenOption {
  readonly name: string;
  readonly value: OptionValue;
}

/** The options of a declaration, and a comment for each that no source defines. */
export interface WrittenOptions {
  readonly options: readonly WrittenOption[];
  readonly remarks: readonly string[];
}

/** Longest option list that is kept on the line of its declaration. */
const maxInline = 80;

/** `FieldOptions.uninterpreted_option` and its like: compilers never leave any. */
const uninterpreted = "uninterpreted_option";

/** Reads an options message, `mapEntry` aside: that one only compilers may set. */
export function writtenOptions<Desc extends DescMessage>(
  schema: Desc,
  options: MessageShape<Desc> | undefined,
  registry: FileRegistry,
): WrittenOptions {
  if (options === undefined) return { options: [], remarks: [] };
  const { entries, unknown } = readOptions(toBinary(schema, options), schema, registry);
  return {
    options: entries
      .filter((entry) => entry.name !== "map_entry" && entry.name !== uninterpreted)
      .flatMap(flattenFeatures),
    remarks: unknown.map((number) => `// Option ${number} is set here; no source defines it.`),
  };
}

/** Features are set one by one: `features.enum_type = CLOSED`. */
function flattenFeatures(entry: OptionEntry): readonly WrittenOption[] {
  const flatten = (name: string, value: OptionValue): readonly WrittenOption[] =>
    typeof value === "string"
      ? [{ name, value }]
      : value.flatMap((inner) => flatten(`${name}.${optionName(inner)}`, inner.value));
  return entry.name === "features" && !entry.isExtension
    ? flatten("features", entry.value)
    : [{ name: optionName(entry), value: entry.value }];
}

function optionName({ name, isExtension }: OptionEntry): string {
  return isExtension ? `(${name})` : name;
}

/** `option name = value;` lines, set apart from what follows. */
export function printOptionStatements(lines: SourceLines, written: WrittenOptions): void {
  if (written.options.length + written.remarks.length === 0) return;
  lines.addAll(written.remarks);
  for (const { name, value } of written.options) {
    const texts = valueLines(value);
    lines.addAll(texts.map((text, index) => (index === 0 ? `option ${name} = ${text}` : text)).map(ended));
  }
  lines.add("");
}

function ended(text: string, index: number, all: readonly string[]): string {
  return index === all.length - 1 ? `${text};` : text;
}

/** `head [name = value, …];`, over several lines when it is long. */
export function printWithOptions(
  lines: SourceLines,
  head: string,
  written: WrittenOptions,
  tail = ";",
): void {
  lines.addAll(written.remarks);
  const { options } = written;
  if (options.length === 0) {
    lines.add(`${head}${tail}`);
    return;
  }
  const inline = options.map(({ name, value }) => `${name} = ${inlineValue(value)}`).join(", ");
  if (inline.length <= maxInline) {
    lines.add(`${head} [${inline}]${tail}`);
    return;
  }
  lines.add(`${head} [`);
  options.forEach(({ name, value }, index) => {
    const texts = valueLines(value).map((text, line) => (line === 0 ? `${name} = ${text}` : text));
    const comma = index === options.length - 1 ? "" : ",";
    lines.addAll(texts.map((text, line) => `  ${text}${line === texts.length - 1 ? comma : ""}`));
  });
  lines.add(`]${tail}`);
}

/** A constant, or a message over several lines: `{`, fields, `}`. */
function valueLines(value: OptionValue): readonly string[] {
  if (typeof value === "string") return [value];
  if (value.length === 0) return ["{}"];
  return ["{", ...value.flatMap(entryLines).map((line) => `  ${line}`), "}"];
}

function entryLines(entry: OptionEntry): readonly string[] {
  const name = aggregateName(entry);
  if (typeof entry.value === "string") return [`${name}: ${entry.value}`];
  const [first = "", ...rest] = valueLines(entry.value);
  return [`${name} ${first}`, ...rest];
}

function inlineValue(value: OptionValue): string {
  if (typeof value === "string") return value;
  if (value.length === 0) return "{}";
  return `{ ${value.map(inlineEntry).join(", ")} }`;
}

function inlineEntry(entry: OptionEntry): string {
  const separator = typeof entry.value === "string" ? ": " : " ";
  return `${aggregateName(entry)}${separator}${inlineValue(entry.value)}`;
}

/** Inside a message, extensions are written in brackets. */
function aggregateName({ name, isExtension }: OptionEntry): string {
  return isExtension ? `[${name}]` : name;
}
