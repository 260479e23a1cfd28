import { useState } from "react";
import { makeCollection, makeFolder } from "./change.ts";
import { DialogName } from "./dialog-name.tsx";
import { SmallDialog } from "./small-dialog.tsx";

interface NameDialogProps {
  readonly purpose: "collection" | "folder";
  readonly path: string;
  readonly name: string;
}

const WORDS = {
  collection: { title: "New collection", action: "Create" },
  folder: { title: "New folder", action: "Create" },
} as const;

/** Asks for a name. */
export function NameDialog({ purpose, path, name: before }: NameDialogProps) {
  const [name, setName] = useState(before);
  const { title, action } = WORDS[purpose];
  const given = name.trim();
  const act = () => (purpose === "collection" ? makeCollection(path, given) : makeFolder(path, given));
  return (
    <SmallDialog title={title} action={action} disabled={given === ""} onAct={act}>
      <DialogName name={name} onChange={setName} />
      <p className="import-note mono">{path}</p>
    </SmallDialog>
  );
}
