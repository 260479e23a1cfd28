import { useEffect } from "react";
import { useStore } from "../state/use-store.ts";
import { agreeToOpenFiles, readKeeping, secretKeeping } from "./keeping.ts";

/** Where secrets go, said where they are typed; without a keychain, with the choice to keep them all the same. */
export function KeepingNote() {
  const keeping = useStore(secretKeeping, (state) => state);
  useEffect(() => void readKeeping(), []);
  if (keeping === undefined) return null;
  if (keeping === "keychain") {
    return (
      <p className="quiet-note">
        Secrets are kept in the system’s keychain, never in a collection or the session’s file.
      </p>
    );
  }
  return (
    <div className="keeping-note">
      <p className="quiet-note">
        {keeping === "session"
          ? "This system has no keychain: secrets are kept until Byteglass is closed, in no file."
          : "This system has no keychain: secrets are in files whose key is the same everywhere. Whoever can read your files can read them."}
      </p>
      <label className="keeping-choice">
        <input
          type="checkbox"
          checked={keeping === "open-file"}
          onChange={(event) => void agreeToOpenFiles(event.target.checked)}
        />
        Keep them after Byteglass is closed, though others could read those files
      </label>
    </div>
  );
}
