/** Where the bytes of a document go, beside what other encodings would take. */
import { promisify } from "node:util";
import { gzip } from "node:zlib";
import { MeasureSizesParams, type SizeMethods } from "../../contract/sizes.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";

const compress = promisify(gzip);

/** The engine's methods about sizes. */
export function sizeMethods({ documents }: Pick<Parts, "documents">): SizeMethods {
  return {
    measureSizes: door("measureSizes", MeasureSizesParams, async ({ documentId }) => {
      const document = await documents.whole(documentId);
      const { nodes, cut } = document.sizes();
      const json = new TextEncoder().encode(document.compactJson());
      const [protobufGzip, jsonGzip] = await Promise.all([compress(document.bytes), compress(json)]);
      return {
        nodes,
        cut,
        protobuf: document.bytes.length,
        protobufGzip: protobufGzip.length,
        json: json.length,
        jsonGzip: jsonGzip.length,
      };
    }),
  };
}
