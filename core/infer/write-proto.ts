/** Evidence as `.proto` source that compiles. */
import type { InferredField } from "../contract/infer.ts";
import type { FieldEvidence, MessageEvidence } from "./evidence.ts";
import { type InferredType, inferType } from "./field-type.ts";

/** How the source is written. */
export interface WriteOptions {
  readonly packageName: string;
  readonly messageName: string;
  /** Field names by path of numbers: `3.1` is field 1 of the message in field 3. */
  readonly names: Readonly<Record<string, string>>;
}

/** Source and the list of its fields. */
export interface WrittenProto {
  readonly source: string;
  readonly fields: readonly InferredField[];
}

/** Messages deeper than this are written as bytes: compilers have their own bound. */
const DEEPEST = 30;
const LARGEST_NUMBER = 536_870_911;

/** Writes the source. proto3, or edition 2023 where there are groups, which proto3 cannot say. */
export function writeProto(root: MessageEvidence, options: WriteOptions): WrittenProto {
  const writer = new Writer(options);
  const body = writer.message(root, options.messageName, "", 0);
  const head = writer.hasGroups ? 'edition = "2023";' : 'syntax = "proto3";';
  const packageLine = options.packageName === "" ? [] : [`package ${options.packageName};`, ""];
  return { source: [head, "", ...packageLine, ...body, ""].join("\n"), fields: writer.fields };
}

class Writer {
  readonly fields: InferredField[] = [];
  hasGroups = false;
  private readonly options: WriteOptions;

  constructor(options: WriteOptions) {
    this.options = options;
  }

  /** The lines of a message and all within. `path` is that of the field it stands in. */
  message(evidence: MessageEvidence, name: string, path: string, depth: number): string[] {
    const indent = "  ".repeat(depth);
    const lines = [`${indent}message ${name} {`];
    const fields = [...evidence.fields.values()].sort((left, right) => left.number - right.number);
    for (const field of fields) lines.push(...this.field(field, evidence, path, depth + 1));
    return [...lines, `${indent}}`];
  }

  private field(field: FieldEvidence, parent: MessageEvidence, above: string, depth: number): string[] {
    const indent = "  ".repeat(depth);
    const path = above === "" ? String(field.number) : `${above}.${field.number}`;
    const seen = `${field.occurrences} in ${parent.instances} ${parent.instances === 1 ? "message" : "messages"}`;
    if (!isUsable(field.number))
      return [`${indent}// Field number ${field.number} cannot be declared; seen ${seen}.`];
    const type = depth > DEEPEST ? tooDeep(inferType(field)) : inferType(field);
    const name = this.options.names[path] ?? `f${field.number}`;
    const typeName = type.form === "scalar" ? type.scalar : messageNameOf(name);
    this.hasGroups ||= type.form === "group";
    const remark = [seen, ...type.remarks].join("; ");
    const delimited = type.form === "group" ? " [features.message_encoding = DELIMITED]" : "";
    const label = type.repeated ? "repeated " : "";
    this.fields.push({
      path,
      name,
      typeName,
      repeated: type.repeated,
      occurrences: field.occurrences,
      remarks: type.remarks,
    });
    const nested = type.form === "scalar" ? [] : this.message(field.child, typeName, path, depth);
    return [...nested, `${indent}${label}${typeName} ${name} = ${field.number}${delimited}; // ${remark}`];
  }
}

/** Numbers from 19000 to 19999 are kept for implementations. */
function isUsable(number: number): boolean {
  return number >= 1 && number <= LARGEST_NUMBER && (number < 19_000 || number > 19_999);
}

function tooDeep(type: InferredType): InferredType {
  if (type.form === "scalar") return type;
  return {
    form: "scalar",
    scalar: "bytes",
    repeated: type.repeated,
    remarks: [...type.remarks, "nested too deep"],
  };
}

/** `page_info` → `PageInfo`. */
function messageNameOf(name: string): string {
  return name.replace(/(?:^|_)([a-z0-9])/g, (_, letter: string) => letter.toUpperCase());
}
