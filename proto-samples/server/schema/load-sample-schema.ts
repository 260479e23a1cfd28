import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { readSampleSchema, type SampleSchema, sampleSchemaOf } from "./sample-schema.ts";

/** Where the samples' descriptors come from; looked for beside the program when neither is given. */
export interface SchemaLocation {
  /** A serialized `google.protobuf.FileDescriptorSet` with imports and source info. */
  readonly descriptorSet?: Uint8Array;
  /** The folder that holds the samples' `.proto` files, to be compiled. */
  readonly protoDirectory?: string;
}

/** The name of the compiled samples beside a bundle. */
const COMPILED = "samples.binpb";

/**
 * Loads the samples: from a compiled set where there is one, else by compiling the `.proto` files, so that a
 * checkout needs no build step and a bundle needs no compiler. Rejects when the files do not compile.
 */
export async function loadSampleSchema(location: SchemaLocation = {}): Promise<SampleSchema> {
  if (location.descriptorSet !== undefined) return readSampleSchema(location.descriptorSet);
  if (location.protoDirectory !== undefined) return compile(location.protoDirectory);
  const compiled = besideBundle();
  return compiled === undefined
    ? compile(path.join(here(), "..", "..", "protos"))
    : readSampleSchema(compiled);
}

/** The folder of this file, or of the bundle it is part of: a CommonJS bundle has no `import.meta.dirname`. */
function here(): string {
  return typeof __dirname === "string" ? __dirname : import.meta.dirname;
}

function besideBundle(): Uint8Array | undefined {
  const folders = [
    here(),
    path.join(here(), "..", "proto-samples"),
    path.join(here(), "..", "..", "proto-samples"),
  ];
  const found = folders.map((folder) => path.join(folder, COMPILED)).find((file) => existsSync(file));
  return found === undefined ? undefined : readFileSync(found);
}

async function compile(protoDirectory: string): Promise<SampleSchema> {
  // Loaded here, since a bundle with compiled samples never needs it.
  const { compileProtos } = await import("../../../core/schema/index.ts");
  const compiled = await compileProtos({ files: [protoDirectory], importPaths: [protoDirectory] });
  const faults = compiled.findings.filter((finding) => finding.severity === "error");
  if (compiled.ok && faults.length === 0) return sampleSchemaOf(compiled.value.files);
  const reasons = faults.map((finding) => finding.message);
  throw new Error(`The sample .proto files in ${protoDirectory} do not compile:\n${reasons.join("\n")}`);
}
