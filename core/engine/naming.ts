/** Names for fields that no schema names, and schemas from samples that are used at once. */
import { promises } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { NameFieldParams, type NamingMethods, UseInferredSchemaParams } from "../contract/naming.ts";
import { ByteglassError } from "../error.ts";
import { door } from "./door.ts";
import { inferFrom } from "./infer.ts";
import type { Parts } from "./parts.ts";
import { compilerPart } from "./rooms.ts";

/** The engine's methods about names. */
export function namingMethods(parts: Pick<Parts, "documents" | "schemas">): NamingMethods {
  const { documents } = parts;
  return {
    nameField: door("nameField", NameFieldParams, ({ documentId, record, name }) => {
      const document = documents.get(documentId);
      const key = document.fieldKey(record);
      const { names } = document.source;
      if (key === undefined || names === undefined) {
        throw new ByteglassError("usage", `Record ${record} cannot be named.`, {
          hint: "Only fields that the schema does not declare can be given a name.",
        });
      }
      names.set(key, name);
      return { names: names.ofType(key.typeName) };
    }),
    useInferredSchema: door("useInferredSchema", UseInferredSchemaParams, async (request) => {
      const inferred = await inferFrom(request, documents);
      const { packageName = "", messageName = "Message" } = request;
      const typeName = packageName === "" ? messageName : `${packageName}.${messageName}`;
      return { ...inferred, schema: await openSource(inferred.source, parts), typeName };
    }),
  };
}

/** Opens `.proto` source as if it had come from a file: it does, for as long as the compiler needs it. */
async function openSource(source: string, { schemas }: Pick<Parts, "schemas">) {
  const { compileProtos } = await compilerPart();
  const folder = await promises.mkdtemp(join(tmpdir(), "byteglass-inferred-"));
  try {
    const file = join(folder, "inferred.proto");
    await promises.writeFile(file, source);
    const compiled = await compileProtos({ files: [file], importPaths: [folder] });
    if (!compiled.ok) {
      throw new ByteglassError("bad-schema", "The schema that was inferred does not compile.", {
        hint: "Give the fields other names, or leave samples out.",
        findings: compiled.findings,
      });
    }
    return await schemas.add([{ ...compiled.value, origin: "inferred" }]);
  } finally {
    await promises.rm(folder, { recursive: true, force: true });
  }
}
