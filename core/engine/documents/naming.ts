/** Names for fields that no schema names, and schemas from samples that are used at once. */
import { promises } from "node:fs";
import { dirname } from "node:path";
import { NameFieldParams, type NamingMethods, UseInferredSchemaParams } from "../../contract/naming.ts";
import type { SchemaSource } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { compilerPart } from "../rooms.ts";
import { inferFrom } from "./infer.ts";
import { writeInferred } from "./inferred-files.ts";

type NamingParts = Pick<Parts, "documents" | "schemas" | "names" | "stateDirectory">;

/** The engine's methods about names. */
export function namingMethods(parts: NamingParts): NamingMethods {
  const { documents } = parts;
  return {
    nameField: door("nameField", NameFieldParams, async ({ documentId, record, name }) => {
      const document = await documents.whole(documentId);
      const key = document.fieldKey(record);
      const { names } = document.source;
      if (key === undefined || names === undefined) {
        throw new ByteglassError("usage", `Record ${record} cannot be named.`, {
          hint: "Only fields that the schema does not declare can be given a name.",
        });
      }
      names.set(key, name);
      await parts.names.save();
      return { names: names.ofType(key.typeName) };
    }),
    useInferredSchema: door("useInferredSchema", UseInferredSchemaParams, async (request) => {
      const inferred = await inferFrom(request, documents);
      const { packageName = "", messageName = "Message" } = request;
      const typeName = packageName === "" ? messageName : `${packageName}.${messageName}`;
      const { sources, part } = await compileSource(inferred.source, messageName, parts.stateDirectory);
      return { ...inferred, schema: await parts.schemas.add([part]), sources, typeName };
    }),
  };
}

/** Compiles `.proto` source as if it had come from a file: it does, and the file is kept where the engine has a folder. */
async function compileSource(source: string, name: string, stateDirectory: string | undefined) {
  const { compileProtos } = await compilerPart();
  const file = await writeInferred(source, name, stateDirectory);
  try {
    const importPaths = [dirname(file)];
    const compiled = await compileProtos({ files: [file], importPaths });
    if (!compiled.ok) {
      throw new ByteglassError("bad-schema", "The schema that was inferred does not compile.", {
        hint: "Give the fields other names, or leave samples out.",
        findings: compiled.findings,
      });
    }
    const kept: readonly SchemaSource[] =
      stateDirectory === undefined ? [] : [{ kind: "proto", files: [file], importPaths, watch: false }];
    return { part: { ...compiled.value, origin: "inferred" }, sources: kept };
  } finally {
    if (stateDirectory === undefined) await promises.rm(dirname(file), { recursive: true, force: true });
  }
}
