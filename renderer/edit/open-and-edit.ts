import type { DocumentSummary } from "../../core/contract/views.ts";
import { inspectFront } from "../actions/inspect.ts";
import { openDocument } from "../payload/open-document.ts";
import { applyEdit, applyReading } from "./apply.ts";
import type { Editing } from "./editing.ts";
import { type ByteOwner, payloadOwner } from "./owner.ts";

/** Editing bytes that are a record of what happened: each first edit opens them as a payload of their own. */
export function openAndEdit(document: DocumentSummary, connectionId: string): Editing {
  async function open(): Promise<ByteOwner | undefined> {
    const draft = await openDocument(document, connectionId);
    await inspectFront();
    return draft === undefined ? undefined : payloadOwner(draft);
  }
  return {
    changed: [],
    canUndo: false,
    canRedo: false,
    apply: async (title, edit, options) => {
      const owner = await open();
      return owner !== undefined && (await applyEdit(owner, title, edit, options));
    },
    read: async (title, reading) => {
      const owner = await open();
      return owner !== undefined && (await applyReading(owner, title, reading));
    },
    move: async () => false,
  };
}
