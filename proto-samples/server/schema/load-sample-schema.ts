import { existsSync, readFileSync } from "node:fs";
import path from "node:path";
import { compileSamples } from "./compile-samples.ts";
import { readSampleSchema, type SampleSchema } from "./sample-schema.ts";

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
  return readSampleSchema(await compileSamples(protoDirectory, path.join(here(), "..", "..", "..")));
}
