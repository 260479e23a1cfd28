/** Looking into schemas: names, docs, conflicts, what was kept, what fits, and what changed on disk. */
import { join } from "node:path";
import {
  CheckBodiesParams,
  CheckCollectionParams,
  FieldExamplesParams,
  KeepSchemaParams,
  KeptServerParams,
  KeptVersionParams,
  ReadChangesParams,
  SchemaIdParams,
  type SchemaMethods,
  SearchSchemaParams,
  SymbolDocsParams,
  WatchParams,
  WatchSourcesParams,
} from "../../contract/schema.ts";
import { ByteglassError } from "../../error.ts";
import type { KeptSchemas } from "../../schema/drift/kept-schemas.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { checkPart, conflictsPart, docsPart, keptPart, searchPart } from "../rooms.ts";
import { createChangeReader } from "./schema-changes.ts";
import type { SourceWatches } from "./source-watches.ts";

/** The engine's methods about schemas beyond reading them. Schemas are kept below `stateDirectory`. */
export function schemaViewMethods(
  { schemas }: Pick<Parts, "schemas">,
  watches: SourceWatches,
  stateDirectory: string | undefined,
): SchemaMethods {
  return {
    searchSchema: door("searchSchema", SearchSchemaParams, async ({ schemaId, query, kinds, start, end }) =>
      (await searchPart()).searchNames(schemas.get(schemaId), {
        query,
        start,
        end,
        ...(kinds !== undefined && { kinds }),
      }),
    ),
    symbolDocs: door("symbolDocs", SymbolDocsParams, async ({ schemaId, symbol }) =>
      (await docsPart()).symbolDocs(schemas.get(schemaId), symbol),
    ),
    fieldExamples: door("fieldExamples", FieldExamplesParams, async ({ schemaId, symbol, path }) => {
      const { fieldExamples, typeAt } = await docsPart();
      const type = typeAt(schemas.get(schemaId), symbol, path);
      return type === undefined ? [] : fieldExamples(type);
    }),
    sourceConflicts: door("sourceConflicts", SchemaIdParams, async ({ schemaId }) =>
      (await conflictsPart()).sourceConflicts(schemas.get(schemaId), schemas.partsOf(schemaId)),
    ),
    readChanges: door("readChanges", ReadChangesParams, createChangeReader({ schemas })),
    ...keptMethods(schemas, stateDirectory),
    ...checkMethods(schemas),
    watchSources: door("watchSources", WatchSourcesParams, ({ watchId, sources }) =>
      watches.start(watchId, sources),
    ),
    unwatchSources: door("unwatchSources", WatchParams, ({ watchId }) => watches.stop(watchId)),
  };
}

function keptMethods(
  schemas: Parts["schemas"],
  stateDirectory: string | undefined,
): Pick<SchemaMethods, "keepSchema" | "keptVersions" | "openKept"> {
  let opened: KeptSchemas | undefined;

  async function kept(): Promise<KeptSchemas> {
    if (stateDirectory === undefined) throw keepsNothing();
    opened ??= (await keptPart()).createKeptSchemas(join(stateDirectory, "schemas"));
    return opened;
  }

  return {
    keepSchema: door("keepSchema", KeepSchemaParams, async ({ schemaId, server }) =>
      (await kept()).keep(server, schemas.get(schemaId)),
    ),
    keptVersions: door("keptVersions", KeptServerParams, async ({ server }) =>
      (await kept()).versions(server),
    ),
    openKept: door("openKept", KeptVersionParams, async ({ server, hash }) =>
      schemas.add([await (await kept()).open(server, hash)]),
    ),
  };
}

function checkMethods(schemas: Parts["schemas"]): Pick<SchemaMethods, "checkBodies" | "checkCollection"> {
  return {
    checkBodies: door("checkBodies", CheckBodiesParams, async ({ schemaId, bodies }) => {
      const { checkBody } = await checkPart();
      const pool = schemas.get(schemaId);
      return bodies.map((body) => checkBody(pool, body));
    }),
    checkCollection: door("checkCollection", CheckCollectionParams, async ({ schemaId, path, files }) =>
      (await checkPart()).checkCollection(schemas.get(schemaId), path, files),
    ),
  };
}

function keepsNothing(): ByteglassError {
  return new ByteglassError(
    "unsupported",
    "This engine keeps no schemas: it was started without a folder for its state.",
    { hint: "Pass stateDirectory to createEngine." },
  );
}
