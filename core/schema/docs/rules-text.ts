import type { DescMessage, MessageShape } from "@bufbuild/protobuf";
import { toBinary } from "@bufbuild/protobuf";
import { type OptionEntry, readOptions } from "../describe/option-values.ts";
import type { SchemaPool } from "../pool/pool.ts";

/** Rules told of one declaration. */
const maxRules = 40;

/**
 * What `buf.validate` options state about a declaration, one line a rule: `string.min_len = 1`, `required = true`. A rule
 * in CEL is told by its author's message and its expression.
 */
export function rulesText<Desc extends DescMessage>(
  pool: SchemaPool,
  schema: Desc,
  options: MessageShape<Desc> | undefined,
): readonly string[] {
  if (options === undefined) return [];
  const { entries } = readOptions(toBinary(schema, options), schema, pool.registry);
  return entries
    .filter(({ name, isExtension }) => isExtension && name.startsWith("buf.validate."))
    .flatMap(({ value }) => (typeof value === "string" ? [value] : value.flatMap((rule) => lines(rule, ""))))
    .slice(0, maxRules);
}

function lines(entry: OptionEntry, prefix: string): readonly string[] {
  const name = `${prefix}${entry.isExtension ? `(${entry.name})` : entry.name}`;
  if (typeof entry.value === "string") return [`${name} = ${entry.value}`];
  if (entry.name === "cel") return [celText(entry.value)];
  if (entry.value.length === 0) return [`${name} = {}`];
  return entry.value.flatMap((inner) => lines(inner, `${name}.`));
}

function celText(entries: readonly OptionEntry[]): string {
  const text = (name: string): string => {
    const value = entries.find((entry) => entry.name === name)?.value;
    return typeof value === "string" ? unquoted(value) : "";
  };
  const [message, expression] = [text("message") || text("id"), text("expression")];
  return message === "" ? expression : `${message} (${expression})`;
}

/** Option values are source text; a plain one reads better without its quotes. */
function unquoted(constant: string): string {
  return /^"[^"\\]*"$/.test(constant) ? constant.slice(1, -1) : constant;
}
