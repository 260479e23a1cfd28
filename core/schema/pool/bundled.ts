import { gunzipSync } from "node:zlib";
import { lenPayloads } from "../raw/fields.ts";
import { readFileHeader } from "../raw/file-header.ts";
import { FILE_SET } from "../raw/tags.ts";
import { bundledDescriptors, bundledFileNames } from "./bundled-descriptors.ts";

const names: ReadonlySet<string> = new Set(bundledFileNames);

let files: ReadonlyMap<string, Uint8Array> | undefined;

/** True for `google/protobuf/timestamp.proto`, `google/api/annotations.proto` and the like. */
export function isBundledFile(fileName: string): boolean {
  return names.has(fileName);
}

/** The serialized `FileDescriptorProto` of a bundled file. Unpacks the bundle on first use. */
export function bundledFile(fileName: string): Uint8Array | undefined {
  return names.has(fileName) ? unpack().get(fileName) : undefined;
}

/** Every bundled file, by name. */
export function bundledFiles(): ReadonlyMap<string, Uint8Array> {
  return unpack();
}

function unpack(): ReadonlyMap<string, Uint8Array> {
  files ??= new Map(
    lenPayloads(gunzipSync(Buffer.from(bundledDescriptors, "base64")), FILE_SET.file).map(
      (file) => [readFileHeader(file).name, file] as const,
    ),
  );
  return files;
}
