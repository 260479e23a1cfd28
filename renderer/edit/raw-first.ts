import type { DocumentSummary } from "../../core/contract/views.ts";
import { inspectFront } from "../actions/inspect.ts";
import { engine } from "../engine/link.ts";
import { encodeBase64 } from "../format/base64.ts";
import type { Editing } from "./editing.ts";
import { type ByteOwner, makeRaw } from "./owner.ts";

/** Editing that first makes a message of a request one that is sent as bytes: those its JSON stands for. */
export function rawFirst(
  editing: Editing,
  owner: ByteOwner,
  { documentId, byteLength }: DocumentSummary,
): Editing {
  async function begin(): Promise<void> {
    const bytes = await (await engine()).readBytes({ documentId, start: 0, end: byteLength });
    makeRaw(owner, encodeBase64(bytes));
    await inspectFront();
  }
  return {
    ...editing,
    apply: async (...edit) => {
      await begin();
      return await editing.apply(...edit);
    },
    read: async (...reading) => {
      await begin();
      return await editing.read(...reading);
    },
  };
}
