/** The engine's methods that make collections. */
import type { SavedRequest } from "../../contract/collections.ts";
import {
  type NewCollection,
  type NewCollectionMethods,
  SaveApiParams,
  type SaveApiRequest,
  SaveImportedParams,
  type SaveImportedRequest,
} from "../../contract/new-collection.ts";
import { isPlainSecurity } from "../../contract/plain-security.ts";
import type { MethodSummary } from "../../contract/views.ts";
import type { SchemaPool } from "../../schema/index.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { schemaRoom } from "../rooms.ts";

const makePart = () => import("../../collections/make-collection.ts");

/** Makes collections; each part is loaded when it is first needed. */
export function newCollectionMethods({
  operations,
  schemas,
  tell,
}: Pick<Parts, "operations" | "schemas" | "tell">): NewCollectionMethods {
  const progress = (operationId: string) => (count: number) => {
    if (count % 100 === 0) tell({ kind: "progress", operationId, stage: `writing request ${count}` });
  };
  return {
    saveImported: door("saveImported", SaveImportedParams, (request) =>
      operations.run(request.operationId, (signal) =>
        saveImported(request, signal, progress(request.operationId)),
      ),
    ),
    saveApi: door("saveApi", SaveApiParams, (request) =>
      operations.run(request.operationId, (signal) =>
        saveApi(request, schemas.get(request.schemaId), signal, progress(request.operationId)),
      ),
    ),
  };
}

async function saveImported(
  request: SaveImportedRequest,
  signal: AbortSignal,
  onCount: (count: number) => void,
): Promise<NewCollection> {
  const { writeImported } = await import("../exchange/write-imported.ts");
  return await writeImported(request, { signal, onCount });
}

async function saveApi(
  request: SaveApiRequest,
  pool: SchemaPool,
  signal: AbortSignal,
  onCount: (count: number) => void,
): Promise<NewCollection> {
  const [{ makeCollection }, { summarize, template }] = await Promise.all([makePart(), schemaRoom()]);
  const { services, out, name, sources } = request;
  // Nobody calls reflection by hand, but who names it gets it.
  const wanted = summarize(pool).filter(
    ({ fullName }) => services?.includes(fullName) ?? !fullName.startsWith("grpc.reflection."),
  );
  function* requests() {
    for (const service of wanted) {
      for (const method of service.methods) {
        const body = template(pool, method.inputType);
        yield { folder: [service.fullName], request: exampleRequest(request, method, body) };
      }
    }
  }
  const content = { name, sources, requests: requests() };
  const requestCount = await makeCollection(out, content, { signal, onCount });
  return { path: out, requestCount, findings: [] };
}

function exampleRequest(
  { server, channel }: SaveApiRequest,
  { name, fullName, kind }: MethodSummary,
  body: string,
): SavedRequest {
  return {
    name,
    target: server.target,
    method: fullName,
    methodKind: kind,
    metadata: [],
    messages: [{ text: body }],
    ...(channel === "grpc" ? {} : { channel }),
    ...(isPlainSecurity(server.security) ? {} : { security: server.security }),
  };
}
