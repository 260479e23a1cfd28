import { useState } from "react";
import { notify } from "../actions/notify.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { scopeEdits } from "./edits.ts";
import { dropEdit, saveEdit, type VariableConflict } from "./save-edits.ts";
import type { ScopeEntry } from "./scopes.ts";

/** Saving of all that was edited, and the conflicts it met. */
export interface Saving {
  readonly conflicts: Readonly<Record<string, VariableConflict>>;
  /** Saves every edit; false when something was not written. */
  saveAll(): Promise<boolean>;
  settle(entry: ScopeEntry, side: "mine" | "theirs"): Promise<void>;
}

/** `onShow` is told of the entry that could not be saved. */
export function useSaving(
  collection: string,
  entries: readonly ScopeEntry[],
  onShow: (key: string) => void,
): Saving {
  const [conflicts, setConflicts] = useState<Saving["conflicts"]>({});

  async function save(entry: ScopeEntry, hash?: string): Promise<boolean> {
    const edit = scopeEdits.get()[entry.key];
    if (edit === undefined) return true;
    try {
      const conflict = await saveEdit(collection, entry, hash === undefined ? edit : { ...edit, hash });
      setConflicts(({ [entry.key]: _, ...rest }) =>
        conflict === undefined ? rest : { ...rest, [entry.key]: conflict },
      );
      if (conflict === undefined) return true;
    } catch (thrown) {
      const { message, hint } = toErrorRecord(thrown);
      notify(`${message} ${hint}`, "warning");
    }
    onShow(entry.key);
    return false;
  }

  async function saveAll(): Promise<boolean> {
    let isSaved = true;
    for (const entry of entries) isSaved = (await save(entry)) && isSaved;
    return isSaved;
  }

  async function settle(entry: ScopeEntry, side: "mine" | "theirs"): Promise<void> {
    const conflict = conflicts[entry.key];
    if (conflict === undefined) return;
    if (side === "mine") {
      await save(entry, conflict.hash);
      return;
    }
    dropEdit(entry.key);
    setConflicts(({ [entry.key]: _, ...rest }) => rest);
  }

  return { conflicts, saveAll, settle };
}
