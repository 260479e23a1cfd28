/** What an import would bring, as the rows of a tree. Pure. */
import type { PortableRequest } from "../../core/contract/exchange.ts";

/** A folder, or a request in one; `depth` 0 is the top. */
export type PreviewRow =
  | { readonly kind: "folder"; readonly depth: number; readonly name: string; readonly key: string }
  | {
      readonly kind: "request";
      readonly depth: number;
      readonly name: string;
      readonly key: string;
      readonly request: PortableRequest;
    };

/** Rows in the order of the requests; a folder stands before the first request in it. */
export function previewRows(requests: readonly PortableRequest[], maximum: number): readonly PreviewRow[] {
  const rows: PreviewRow[] = [];
  let above: readonly string[] = [];
  for (const [index, request] of requests.entries()) {
    const { folder } = request;
    const shared = folder.findIndex((name, depth) => name !== above[depth]);
    for (const [depth, name] of folder.entries()) {
      if (shared < 0 || depth < shared) continue;
      rows.push({ kind: "folder", depth, name, key: JSON.stringify([index, depth]) });
    }
    above = folder;
    rows.push({ kind: "request", depth: folder.length, name: request.name, key: String(index), request });
    if (rows.length >= maximum) break;
  }
  return rows.slice(0, maximum);
}
