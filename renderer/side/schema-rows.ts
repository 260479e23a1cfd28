/** The schema tree as a flat list of rows: packages, services, methods, messages. Pure. */
import type { NamedSymbol, NamePage } from "../../core/contract/schema.ts";
import type { MethodSummary, SchemaSummary } from "../../core/contract/views.ts";
import { groupBy } from "../format/group.ts";
import { shortName } from "../format/method-kind.ts";
import { matchScore } from "../format/search.ts";

/** One row of the schema tree; `id` is unique in it. */
export type SchemaRow =
  | { readonly kind: "package"; readonly id: string; readonly depth: 0; readonly label: string }
  | {
      readonly kind: "service";
      readonly id: string;
      readonly depth: 1;
      readonly label: string;
      readonly comment: string;
    }
  | {
      readonly kind: "method";
      readonly id: string;
      readonly depth: 2;
      readonly label: string;
      readonly method: MethodSummary;
    }
  | { readonly kind: "messages"; readonly id: string; readonly depth: 0; readonly label: string }
  | { readonly kind: "message"; readonly id: string; readonly depth: 1; readonly label: string }
  | {
      readonly kind: "named";
      readonly id: string;
      readonly depth: 1;
      readonly label: string;
      readonly named: NamedSymbol;
    }
  | { readonly kind: "more"; readonly id: "more"; readonly depth: 1; readonly label: string };

/** Ids of rows a person has folded. */
export type FoldedRows = ReadonlySet<string>;

/**
 * The visible rows. A filter shows what matches with what it stands in, whatever is folded; types, fields and values are
 * then those that the engine found.
 */
export function schemaRows(
  schema: SchemaSummary,
  filter: string,
  folded: FoldedRows,
  found?: NamePage,
): readonly SchemaRow[] {
  const packages = groupBy(schema.services, (service) => packageOf(service.fullName));
  const rows: SchemaRow[] = [];
  const ordered = [...packages].sort(([a], [b]) => Number(isPlumbing(a)) - Number(isPlumbing(b)));
  for (const [name, services] of ordered) {
    const inside = services.flatMap((service) => serviceRows(service, filter, folded));
    if (inside.length === 0 && filter.trim() !== "") continue;
    const id = `package ${name}`;
    rows.push({ kind: "package", id, depth: 0, label: name === "" ? "(no package)" : name });
    if (isOpen(id, filter, folded)) rows.push(...inside);
  }
  return [...rows, ...(filter.trim() === "" ? messageRows(schema, folded) : namedRows(found))];
}

/** Services every server has, such as health and reflection, come after its own. */
function isPlumbing(packageName: string): boolean {
  return /^grpc\./.test(packageName);
}

/** What is folded until a person opens it: messages, and services that every server has. */
export function firstFolded(schema: SchemaSummary): FoldedRows {
  const plumbing = schema.services.map(({ fullName }) => packageOf(fullName)).filter(isPlumbing);
  return new Set(["messages", ...plumbing.map((name) => `package ${name}`)]);
}

function serviceRows(
  service: SchemaSummary["services"][number],
  filter: string,
  folded: FoldedRows,
): readonly SchemaRow[] {
  const methods = service.methods.filter((method) => matchScore(method.fullName, filter) >= 0);
  if (methods.length === 0 && filter.trim() !== "") return [];
  const { fullName, comment } = service;
  const row: SchemaRow = { kind: "service", id: fullName, depth: 1, label: shortName(fullName), comment };
  if (!isOpen(fullName, filter, folded)) return [row];
  return [
    row,
    ...methods.map(
      (method): SchemaRow => ({ kind: "method", id: method.fullName, depth: 2, label: method.name, method }),
    ),
  ];
}

function messageRows(schema: SchemaSummary, folded: FoldedRows): readonly SchemaRow[] {
  const names = messageNames(schema);
  if (names.length === 0) return [];
  const heading: SchemaRow = { kind: "messages", id: "messages", depth: 0, label: "messages" };
  if (folded.has("messages")) return [heading];
  return [
    heading,
    ...names.map((name): SchemaRow => ({ kind: "message", id: `message ${name}`, depth: 1, label: name })),
  ];
}

function namedRows(found: NamePage | undefined): readonly SchemaRow[] {
  if (found === undefined || found.names.length === 0) return [];
  const rows = found.names.map((named): SchemaRow => {
    return { kind: "named", id: `${named.kind} ${named.symbol}`, depth: 1, label: named.name, named };
  });
  const more = found.total - found.names.length;
  const label = `${more.toLocaleString("en")}${found.isCut ? " and more" : ""} left: show more`;
  return [
    { kind: "messages", id: "messages", depth: 0, label: "types, fields and values" },
    ...rows,
    ...(more > 0 ? [{ kind: "more", id: "more", depth: 1, label } as const] : []),
  ];
}

function isOpen(id: string, filter: string, folded: FoldedRows): boolean {
  return filter.trim() !== "" || !folded.has(id);
}

/** Full names of a schema's messages: all of them where it lists them, else those its methods speak of. */
export function messageNames(schema: SchemaSummary): readonly string[] {
  if (schema.messages !== undefined) return schema.messages;
  const methods = schema.services.flatMap((service) => service.methods);
  return [...new Set(methods.flatMap((method) => [method.inputType, method.outputType]))].sort();
}

function packageOf(fullName: string): string {
  return fullName.slice(0, Math.max(0, fullName.lastIndexOf(".")));
}
