import type { DescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { joinName } from "../full-name.ts";
import { parentName } from "../parent-name.ts";
import type { SchemaPool } from "../pool/pool.ts";

/** What a name can stand for when a compiler looks types up; fields and values play no part in it. */
type NameKind = "type" | "scope";

const kept = new WeakMap<SchemaPool, ReadonlyMap<string, NameKind>>();

/**
 * How `fullName` is written inside `scope` (a package or a message of `packageName`) so that a compiler resolves it by
 * the language's scoping rules: the shortest way for types of the same package (`Item`, `Order.Item`), the full name
 * for others, and `.shop.types.Item` where all else is shadowed.
 */
export function writtenTypeName(
  pool: SchemaPool,
  fullName: string,
  scope: string,
  packageName: string,
): string {
  const names = namesOf(pool);
  const parts = fullName.split(".");
  const isNeighbour = packageName === "" || fullName.startsWith(`${packageName}.`);
  for (let count = isNeighbour ? 1 : parts.length; count <= parts.length; count += 1) {
    const candidate = parts.slice(-count).join(".");
    if (resolve(candidate, scope, names) === fullName) return candidate;
  }
  return `.${fullName}`;
}

/** What a compiler finds for `name` in `scope`: it settles on the innermost scope that has the first part. */
function resolve(name: string, scope: string, names: ReadonlyMap<string, NameKind>): string | undefined {
  const [first = "", ...rest] = name.split(".");
  for (let outer = scope; ; outer = parentName(outer)) {
    const base = outer === "" ? first : `${outer}.${first}`;
    const kind = names.get(base);
    if (rest.length === 0 && kind === "type") return base;
    if (rest.length > 0 && kind !== undefined) {
      const full = [base, ...rest].join(".");
      return names.get(full) === "type" ? full : undefined;
    }
    if (outer === "") return undefined;
  }
}

function namesOf(pool: SchemaPool): ReadonlyMap<string, NameKind> {
  const present = kept.get(pool);
  if (present !== undefined) return present;
  const names = new Map<string, NameKind>();
  const message = (one: DescriptorProto, scope: string): void => {
    const fullName = joinName(scope, one.name);
    names.set(fullName, "type");
    for (const nested of one.nestedType) message(nested, fullName);
    for (const nested of one.enumType) names.set(joinName(fullName, nested.name), "type");
  };
  for (const file of pool.files) {
    for (let scope = file.package; scope !== ""; scope = parentName(scope)) {
      if (!names.has(scope)) names.set(scope, "scope");
    }
    for (const one of file.messageType) message(one, file.package);
    for (const one of file.enumType) names.set(joinName(file.package, one.name), "type");
    for (const one of file.service) names.set(joinName(file.package, one.name), "scope");
  }
  kept.set(pool, names);
  return names;
}
