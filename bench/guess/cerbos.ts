/** The descriptors of a running Cerbos, by reflection, as a file. Ends with 2 where there is no Cerbos. */
import { createEngine } from "../../core/engine.ts";
import { cerbosProgram, startCerbos } from "../../test/servers/support/cerbos.ts";

const [, , out = ""] = process.argv;
if (cerbosProgram === undefined) process.exit(2);
const cerbos = await startCerbos(cerbosProgram);
const engine = createEngine();
try {
  const server = { target: cerbos.grpc, security: { mode: "plaintext" as const } };
  const sources = [{ kind: "reflection" as const, server, metadata: [], version: "auto" as const }];
  const { schemaId } = await engine.openSchema({ operationId: "reflect", sources });
  await engine.exportSchema({ operationId: "write", schemaId, out, form: "descriptor-set", overwrite: true });
} finally {
  await engine.close();
  await cerbos.stop();
}
