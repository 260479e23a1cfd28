/** Editing as panes see it: what they may do to the bytes they show. */
import { createContext, useContext } from "react";
import type { Edit } from "../../core/contract/edit.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import type { Span } from "../../core/finding.ts";
import type { KeptReading } from "../state/edit-history.ts";
import type { EditOptions } from "./apply.ts";

/** Asked for when its turn has come; undefined makes no edit. */
export type MakeEdit = (document: DocumentSummary) => Edit | undefined;

/** What a pane may do to its bytes. */
export interface Editing {
  /** Where the bytes differ from what they were. */
  readonly changed: readonly Span[];
  readonly canUndo: boolean;
  readonly canRedo: boolean;
  apply(title: string, edit: MakeEdit, options?: EditOptions): Promise<boolean>;
  read(title: string, reading: KeptReading): Promise<boolean>;
  move(by: 1 | -1): Promise<boolean>;
}

/** Undefined where bytes can only be looked at. */
export const EditingContext = createContext<Editing | undefined>(undefined);

/** The editing of the panes around. */
export function useEditing(): Editing | undefined {
  return useContext(EditingContext);
}
