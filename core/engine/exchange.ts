/** The engine's methods about the forms of other tools; each part is loaded when it is first needed. */
import {
  CopyRequestParams,
  type ExchangeMethods,
  ImportRequestsParams,
  PlaceImportedParams,
} from "../contract/exchange.ts";
import { door } from "./door.ts";
import type { Parts } from "./parts.ts";

const textPart = () => import("../exchange/read-text.ts");
const pathPart = () => import("./exchange-path.ts");
const placePart = () => import("./place-imported.ts");
const copyPart = () => import("./copy-request.ts");

/** Reads requests of other tools, and writes them. */
export function exchangeMethods({ schemas }: Pick<Parts, "schemas">): ExchangeMethods {
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
      return await (await copyPart()).copyRequest(request, pool);
    }),
  };
}
