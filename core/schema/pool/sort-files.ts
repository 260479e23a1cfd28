import type {
  DescriptorProto,
  FieldDescriptorProto,
} from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import type { PoolFile } from "./decode-file.ts";
import { type FindingLog, nameList } from "./finding-log.ts";
import type { FileTable } from "./gather-files.ts";
import type { SymbolTable } from "./symbol-table.ts";

/**
 * Orders files so that each comes after what it imports and what it refers to without importing it. Imports that run
 * in a circle are cut, with a finding. Needs resolved names. Deep chains cost no stack.
 */
export function sortFiles(files: FileTable, table: SymbolTable, log: FindingLog): readonly PoolFile[] {
  const sorted: PoolFile[] = [];
  const state = new Map<string, "open" | "done">();
  for (const root of files.values()) {
    if (state.has(root.name)) continue;
    const stack: Visit[] = [visit(root, table)];
    state.set(root.name, "open");
    for (let top = stack.at(-1); top !== undefined; top = stack.at(-1)) {
      const next = top.needs.pop();
      if (next === undefined) {
        sorted.push(top.file);
        state.set(top.file.name, "done");
        stack.pop();
        continue;
      }
      const file = files.get(next);
      const seen = state.get(next);
      if (seen === "open" && file !== undefined) cutCircle(top.file, next, stack, log);
      if (seen !== undefined || file === undefined) continue;
      state.set(next, "open");
      stack.push(visit(file, table));
    }
  }
  return sorted;
}

interface Visit {
  readonly file: PoolFile;
  /** Names of files still to be sorted before it, last first. */
  readonly needs: string[];
}

function visit(file: PoolFile, table: SymbolTable): Visit {
  const needs = new Set(file.proto.dependency);
  for (const name of referencedNames(file)) {
    const owner = table.get(name.slice(1))?.file;
    if (owner !== undefined && owner !== file.name) needs.add(owner);
  }
  return { file, needs: [...needs].reverse() };
}

function cutCircle(from: PoolFile, to: string, stack: readonly Visit[], log: FindingLog): void {
  const { proto } = from;
  const index = proto.dependency.indexOf(to);
  if (index < 0) return;
  proto.dependency = proto.dependency.filter((name) => name !== to);
  proto.publicDependency = [];
  proto.weakDependency = [];
  if (log.isFull) return;
  const names = stack.map((entry) => entry.file.name);
  log.add({
    code: "import-circle",
    severity: "error",
    message: `Imports run in a circle: ${nameList([...names.slice(names.indexOf(to)), to], 8).replaceAll(",", " →")}. The last one is cut.`,
    hint: "No compiler accepts this: ask whoever made these descriptors. Fields that need the cut import are left out.",
    file: from.name,
  });
}

/** Every fully qualified name a file uses, with its leading dot. */
function referencedNames(file: PoolFile): ReadonlySet<string> {
  const names = new Set<string>();
  const fields = (list: readonly FieldDescriptorProto[]): void => {
    for (const field of list) {
      if (field.typeName !== "") names.add(field.typeName);
      if (field.extendee !== "") names.add(field.extendee);
    }
  };
  const message = (one: DescriptorProto): void => {
    fields(one.field);
    fields(one.extension);
    for (const nested of one.nestedType) message(nested);
  };
  for (const one of file.proto.messageType) message(one);
  fields(file.proto.extension);
  for (const method of file.proto.service.flatMap((service) => service.method)) {
    names.add(method.inputType);
    names.add(method.outputType);
  }
  return names;
}
