import { useState } from "react";
import { placesIn } from "../collections/places.ts";
import { collections } from "../collections/store.ts";
import { useStore } from "../state/use-store.ts";

interface ImportPlaceProps {
  /** What the import calls itself; empty for a single line. */
  readonly name: string;
  /** With the folder of an open collection, or an empty text for a collection of its own. */
  readonly onSave: (name: string, folder: string) => Promise<void>;
}

/** Where an import is saved, and under which name. */
export function ImportPlace({ name: suggested, onSave }: ImportPlaceProps) {
  const places = useStore(collections, (state) => state.open).flatMap(placesIn);
  const [name, setName] = useState(suggested === "" ? "Imported" : suggested);
  const [folder, setFolder] = useState("");
  const [saving, setSaving] = useState(false);
  return (
    <form
      className="import-row import-place"
      onSubmit={(event) => {
        event.preventDefault();
        setSaving(true);
        void onSave(name.trim(), folder).finally(() => setSaving(false));
      }}
    >
      <input
        className="control"
        aria-label="Name of what is saved"
        maxLength={200}
        spellCheck={false}
        value={name}
        onChange={(event) => setName(event.target.value)}
      />
      <select
        className="control"
        aria-label="Saved as"
        value={folder}
        onChange={(event) => setFolder(event.target.value)}
      >
        <option value="">as a collection of its own</option>
        {places.map(({ path, label }) => (
          <option key={path} value={path}>
            as a folder in {label}
          </option>
        ))}
      </select>
      <button type="submit" className="control button" disabled={saving || name.trim() === ""}>
        {saving ? "Saving…" : folder === "" ? "Save in a folder…" : "Save"}
      </button>
    </form>
  );
}
