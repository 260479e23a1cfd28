import { eachField } from "./fields.ts";

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
      case 10:
        name = reader.string();
        return true;
      case 18:
        packageName = reader.string();
        return true;
      case 26:
        dependencies.push(reader.string());
        return true;
      default:
        return false;
    }
  });
  return { name, package: packageName, dependencies };
}
