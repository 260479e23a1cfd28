/** The engine's methods about the forms of other tools; each part is loaded when it is first needed. */
import {
  CopyRequestParams,
  type ExchangeMethods,
  ImportRequestsParams,
  PlaceImportedParams,
} from "../../contract/exchange.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import type { VariableParts } from "../variables/variable-parts.ts";

const textPart = () => import("../../exchange/read-text.ts");
const pathPart = () => import("./exchange-path.ts");
const placePart = () => import("./place-imported.ts");
const copyPart = () => import("./copy-request.ts");

/** Reads requests of other tools, and writes them. */
export function exchangeMethods(
  { schemas }: Pick<Parts, "schemas">,
  variables: VariableParts,
): ExchangeMethods {
  return {
    importRequests: door("importRequests", ImportRequestsParams, async (request) => {
      const { markSecrets } = await placePart();
      if (request.kind === "text") return markSecrets((await textPart()).readExchangeText(request.text));
      return markSecrets(await (await pathPart()).readExchangePath(request.path));
    }),
    placeImported: door("placeImported", PlaceImportedParams, async ({ schemaId, requests }) =>
      (await placePart()).placeRequests(requests, schemas.get(schemaId)),
    ),
    copyRequest: door("copyRequest", CopyRequestParams, async (request) => {
      const pool = request.schemaId === undefined ? undefined : schemas.get(request.schemaId);
      const { copyRequest, withPlainMetadata } = await copyPart();
      if (request.scope === undefined) {
        return await copyRequest(
          { ...request, request: await withPlainMetadata(request.request, pool) },
          pool,
        );
      }
      const { putInPortable } = await import("./copied-variables.ts");
      const put = await putInPortable(request.request, request.scope, variables);
      const plain = await withPlainMetadata(put.request, pool);
      const copied = await copyRequest({ ...request, request: plain }, pool);
      return { ...copied, findings: [...put.findings, ...copied.findings] };
    }),
  };
}
