/** A JSON value; objects are maps, so that a field named `__proto__` is a name like any other. */
export type JsonTree = string | number | boolean | null | readonly JsonTree[] | ReadonlyMap<string, JsonTree>;

/** JSON text, indented by two spaces. */
export function writeJson(tree: JsonTree): string {
  return write(tree, "");
}

function write(tree: JsonTree, indentation: string): string {
  const inner = `${indentation}  `;
  if (tree instanceof Map) {
    const entries = [...tree].map(
      ([name, value]) => `${inner}${JSON.stringify(name)}: ${write(value, inner)}`,
    );
    return entries.length === 0 ? "{}" : `{\n${entries.join(",\n")}\n${indentation}}`;
  }
  if (Array.isArray(tree)) {
    const items = tree.map((item) => `${inner}${write(item, inner)}`);
    return items.length === 0 ? "[]" : `[\n${items.join(",\n")}\n${indentation}]`;
  }
  return JSON.stringify(tree);
}
