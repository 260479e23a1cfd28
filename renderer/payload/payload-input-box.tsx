import { useState } from "react";

/** A place to type or paste bytes into, as hex, base64 or text. */
export function PayloadInputBox({ onText }: { readonly onText: (text: string) => void }) {
  const [typed, setTyped] = useState("");
  return (
    <form
      className="payload-input"
      onSubmit={(event) => {
        event.preventDefault();
        if (typed.trim() !== "") onText(typed);
      }}
    >
      <textarea
        className="control mono"
        aria-label="Bytes as hex, base64 or text"
        placeholder={
          "Paste hex, base64, a C array, a curl dump …\n\n08 96 01 12 09 61 70 70 6c 65 5f 70 61 79"
        }
        spellCheck={false}
        value={typed}
        // biome-ignore lint/a11y/noAutofocus: the tab was opened to type here
        autoFocus
        onChange={(event) => setTyped(event.target.value)}
        onPaste={(event) => {
          if (typed !== "") return;
          event.preventDefault();
          onText(event.clipboardData.getData("text/plain"));
        }}
      />
      <button type="submit" className="control button first" disabled={typed.trim() === ""}>
        Inspect
      </button>
    </form>
  );
}
