/** The engine's methods about saved collections. */
import {
  type CollectionMethods,
  OpenCollectionParams,
  ReadRequestParams,
  SaveRequestParams,
} from "../contract/collections.ts";
import { door } from "./door.ts";

const openPart = () => import("../collections/open-collection.ts");
const filePart = () => import("../collections/request-file.ts");

/** Opens collections, reads and saves their requests; the room is loaded when it is first needed. */
export function collectionMethods(): CollectionMethods {
  return {
    openCollection: door("openCollection", OpenCollectionParams, async ({ path }) =>
      (await openPart()).openCollectionFolder(path),
    ),
    readRequest: door("readRequest", ReadRequestParams, async ({ file }) =>
      (await filePart()).readRequestFile(file),
    ),
    saveRequest: door("saveRequest", SaveRequestParams, async ({ file, request, hash }) =>
      (await filePart()).saveRequestFile(file, request, hash),
    ),
  };
}
