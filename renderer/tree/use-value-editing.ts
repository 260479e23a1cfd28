import { useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { notify } from "../actions/notify.ts";
import { locate } from "../actions/select.ts";
import { useEditing } from "../edit/editing.ts";
import { type EditableText, editableText } from "./editable-text.ts";
import { nameField } from "./names.ts";
import type { ShownRow } from "./use-tree-view.ts";

/** A text that is being edited in a row: its value, or the name of its field. */
interface OpenField {
  readonly documentId: string;
  readonly record: number;
  readonly part: "value" | "name";
  readonly value: EditableText;
}

/** The text that is being edited, and what can be done to records. */
export interface ValueEditing {
  readonly enabled: boolean;
  readonly open: OpenField | undefined;
  readonly begin: (row: ShownRow) => Promise<void>;
  readonly beginName: (row: ShownRow) => void;
  readonly commit: (row: ShownRow, text: string) => Promise<boolean>;
  readonly close: () => void;
  readonly remove: (row: ShownRow) => void;
  readonly duplicate: (row: ShownRow) => void;
}

/** Editing values in a tree, one at a time. */
export function useValueEditing({ documentId }: DocumentSummary): ValueEditing {
  const editing = useEditing();
  const [open, setOpen] = useState<OpenField | undefined>();
  const shown = open?.documentId === documentId ? open : undefined;

  async function begin(row: ShownRow): Promise<void> {
    if (editing === undefined || row.record < 0) return;
    const place = await locate(documentId, { kind: "record", record: row.record });
    const value = place === undefined ? undefined : await editableText(documentId, row, place);
    if (value === undefined) notify(`${row.label} has no value that can be typed: edit its bytes.`);
    else setOpen({ documentId, record: row.record, part: "value", value });
  }

  async function commit({ record, path }: ShownRow, text: string): Promise<boolean> {
    if (shown?.part === "name") return await nameField(documentId, record, text.trim());
    const type = shown?.value.type;
    const edit = { kind: "set-value", record, text, ...(type === undefined ? {} : { type }) } as const;
    return (await editing?.apply(`set ${path}`, () => edit)) ?? false;
  }

  return {
    enabled: editing !== undefined,
    open: shown,
    begin,
    beginName: ({ record }) => setOpen({ documentId, record, part: "name", value: { text: "" } }),
    commit,
    close: () => setOpen(undefined),
    remove: ({ record, path }) => void editing?.apply(`remove ${path}`, () => ({ kind: "delete", record })),
    duplicate: ({ record, path }) =>
      void editing?.apply(`duplicate ${path}`, () => ({ kind: "duplicate", record })),
  };
}
