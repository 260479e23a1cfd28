import { eachField } from "./fields.ts";
import { FILE, NAME } from "./tags.ts";

/** What a file says of itself before its declarations. */
export interface FileHeader {
  readonly name: string;
  readonly package: string;
  readonly dependencies: readonly string[];
}

/** Reads name, package and imports out of a serialized `google.protobuf.FileDescriptorProto`; never throws. */
export function readFileHeader(file: Uint8Array): FileHeader {
  let name = "";
  let packageName = "";
  const dependencies: string[] = [];
  eachField(file, (tag, reader) => {
    switch (tag) {
      case NAME:
        name = reader.string();
        return true;
      case FILE.package:
        packageName = reader.string();
        return true;
      case FILE.dependency:
        dependencies.push(reader.string());
        return true;
      default:
        return false;
    }
  });
  return { name, package: packageName, dependencies };
}
