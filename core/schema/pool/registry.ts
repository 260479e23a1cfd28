import type { FileRegistry } from "@bufbuild/protobuf";
import { create, createFileRegistry } from "@bufbuild/protobuf";
import type { FileDescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { FileDescriptorSetSchema } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { messageOf } from "../../error.ts";
import { bundledFiles } from "./bundled.ts";
import { decodeFile } from "./decode-file.ts";

/** A registry of sorted files; throws when protobuf-es refuses one of them. */
export function registryOf(files: readonly FileDescriptorProto[]): FileRegistry {
  const set = create(FileDescriptorSetSchema);
  set.file = [...files];
  return createFileRegistry(set);
}

/**
 * The first file protobuf-es refuses, with its reason; needs sorted files. Tries ever shorter beginnings, so that a
 * thousand files cost ten attempts.
 */
export function findRefused(
  files: readonly FileDescriptorProto[],
): { readonly index: number; readonly reason: string } | undefined {
  let reason = refusal(files);
  if (reason === undefined) return undefined;
  let accepted = 0;
  let refused = files.length;
  while (refused - accepted > 1) {
    const middle = (accepted + refused) >>> 1;
    const inner = refusal(files.slice(0, middle));
    if (inner === undefined) accepted = middle;
    else {
      refused = middle;
      reason = inner;
    }
  }
  return { index: refused - 1, reason };
}

function refusal(files: readonly FileDescriptorProto[]): string | undefined {
  try {
    registryOf(files);
    return undefined;
  } catch (thrown) {
    return messageOf(thrown);
  }
}

/** `own`, which finds bundled types by name too where it has none of that name. Iterating gives its own types only. */
export function withBundledTypes(own: FileRegistry): FileRegistry {
  return {
    kind: "registry",
    get files() {
      return own.files;
    },
    [Symbol.iterator]: () => own[Symbol.iterator](),
    get: (name) => own.get(name) ?? bundledFor(name)?.get(name),
    getMessage: (name) => own.getMessage(name) ?? bundledFor(name)?.getMessage(name),
    getEnum: (name) => own.getEnum(name) ?? bundledFor(name)?.getEnum(name),
    getExtension: (name) => own.getExtension(name) ?? bundledFor(name)?.getExtension(name),
    getService: (name) => own.getService(name) ?? bundledFor(name)?.getService(name),
    getExtensionFor: (extendee, number) =>
      own.getExtensionFor(extendee, number) ??
      bundledFor(extendee.typeName)?.getExtensionFor(extendee, number),
    getFile: (name) => own.getFile(name) ?? bundledFor(name)?.getFile(name),
  };
}

let bundled: FileRegistry | undefined;

/** All bundled files are in `google/`: no other name is worth unpacking them for. */
function bundledFor(name: string): FileRegistry | undefined {
  if (!name.startsWith("google.") && !name.startsWith("google/")) return undefined;
  bundled ??= createBundledRegistry();
  return bundled;
}

function createBundledRegistry(): FileRegistry {
  const waiting = new Map<string, FileDescriptorProto>();
  for (const [name, bytes] of bundledFiles()) {
    const decoded = decodeFile(bytes, name, "");
    if ("file" in decoded) waiting.set(name, decoded.file.proto);
  }
  const sorted: FileDescriptorProto[] = [];
  const place = (name: string): void => {
    const file = waiting.get(name);
    if (file === undefined) return;
    waiting.delete(name);
    for (const dependency of file.dependency) place(dependency);
    sorted.push(file);
  };
  for (const name of [...waiting.keys()]) place(name);
  return registryOf(sorted);
}
