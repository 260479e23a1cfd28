import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { toBinary } from "@bufbuild/protobuf";
import { type OptionValue, readOptions } from "../describe/option-values.ts";
import type { SchemaPool } from "../pool/pool.ts";
import type { OptionModel } from "./model.ts";

/** What the model says in words of its own, or what compilers alone may set. */
const leftOut: ReadonlySet<string> = new Set([
  "map_entry",
  "packed",
  "uninterpreted_option",
  "(google.api.http)",
]);

/** Features whose meaning the model holds already: whether an edition or a keyword sets them makes no difference. */
const resolvedFeatures: ReadonlySet<string> = new Set([
  "field_presence",
  "enum_type",
  "repeated_field_encoding",
  "utf8_validation",
  "message_encoding",
]);

/** The options of one declaration; those that no source defines are kept by number, with their bytes as text. */
export function readOptionModel<Desc extends DescMessage>(
  pool: SchemaPool,
  schema: Desc,
  options: MessageShape<Desc> | undefined,
): OptionModel {
  if (options === undefined) return new Map();
  const texts = new Map<string, string[]>();
  const add = (name: string, text: string): void => {
    if (leftOut.has(name)) return;
    texts.set(name, [...(texts.get(name) ?? []), text]);
  };
  const { entries, unknown } = readOptions(toBinary(schema, options), schema, pool.registry);
  for (const { name, isExtension, value } of entries) {
    if (name === "features" && typeof value !== "string") {
      for (const feature of value) {
        if (!resolvedFeatures.has(feature.name)) add(`features.${nameOf(feature)}`, textOf(feature.value));
      }
    } else add(isExtension ? `(${name})` : name, textOf(value));
  }
  const unresolved = new Set(unknown);
  for (const { no, data } of options.$unknown ?? []) {
    if (unresolved.has(no)) add(String(no), `0x${Buffer.from(data).toString("hex")}`);
  }
  const sorted = [...texts].sort(([a], [b]) => (a < b ? -1 : 1));
  return new Map(
    sorted.map(([name, values]) => [
      name,
      values.length === 1 ? (values[0] ?? "") : `[${values.join(", ")}]`,
    ]),
  );
}

/** Fields in the order of their names: serializers put them in orders of their own. Repeated ones keep theirs. */
function textOf(value: OptionValue): string {
  if (typeof value === "string") return value;
  const sorted = [...value].sort((a, b) => (a.name < b.name ? -1 : Number(a.name > b.name)));
  const inner = sorted.map((entry) => {
    const separator = typeof entry.value === "string" ? ": " : " ";
    return `${entry.isExtension ? `[${entry.name}]` : entry.name}${separator}${textOf(entry.value)}`;
  });
  return inner.length === 0 ? "{}" : `{ ${inner.join(", ")} }`;
}

function nameOf({ name, isExtension }: { readonly name: string; readonly isExtension: boolean }): string {
  return isExtension ? `(${name})` : name;
}
