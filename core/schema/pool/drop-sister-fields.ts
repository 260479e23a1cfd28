import type { DescriptorProto } from "@bufbuild/protobuf/wkt/google/protobuf/descriptor_pb.js";
import { joinName } from "../full-name.ts";
import type { FileTable } from "./gather-files.ts";

/**
 * Takes out the second description of an extension. Servers on protobufjs (grpc-js with its reflection package) declare
 * an extension where it belongs, and again as a field of the extended message, named by a dot and the extension's full
 * name. Nothing is lost with it, and the extended message's file would else need the extension's types.
 */
export function dropSisterFields(files: FileTable): void {
  const extensions = new Set<string>();
  for (const { proto } of files.values()) {
    for (const { name } of proto.extension) extensions.add(`.${joinName(proto.package, name)}`);
    for (const message of proto.messageType) addNested(message, proto.package, extensions);
  }
  if (extensions.size === 0) return;
  for (const { proto } of files.values()) {
    for (const message of proto.messageType) dropFrom(message, extensions);
  }
}

function addNested(message: DescriptorProto, scope: string, extensions: Set<string>): void {
  const fullName = joinName(scope, message.name);
  for (const { name } of message.extension) extensions.add(`.${joinName(fullName, name)}`);
  for (const nested of message.nestedType) addNested(nested, fullName, extensions);
}

function dropFrom(message: DescriptorProto, extensions: ReadonlySet<string>): void {
  if (message.field.some(({ name }) => extensions.has(name))) {
    message.field = message.field.filter(({ name }) => !extensions.has(name));
  }
  for (const nested of message.nestedType) dropFrom(nested, extensions);
}
