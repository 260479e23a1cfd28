import { useId, useMemo, useState } from "react";
import { search } from "../format/search.ts";
import { counted } from "../format/sizes.ts";
import { NAMES_BESIDE_METHODS, useNameSearch } from "../schema/search/use-name-search.ts";
import { drafts, overlay } from "../state/stores.ts";
import { useCurrentConnection } from "../state/use-current.ts";
import { useStore } from "../state/use-store.ts";
import { Modal } from "../ui/modal.tsx";
import { SearchField } from "../ui/search-field.tsx";
import { VirtualRows } from "../ui/virtual-rows.tsx";
import { nameEntries, type PaletteEntry, paletteEntries } from "./entries.ts";

const LIMIT = 500;
const close = () => overlay.update(() => "none");

/** One field for everything: methods, messages, requests, actions. */
export function Palette() {
  const tabs = useStore(drafts, (state) => state.tabs);
  const connection = useCurrentConnection();
  const [query, setQuery] = useState("");
  const [active, setActive] = useState(0);
  const listId = useId();
  const entries = useMemo(() => paletteEntries(tabs, connection), [tabs, connection]);
  const schemaId = connection?.schema?.schemaId;
  const named = useNameSearch(schemaId, query, NAMES_BESIDE_METHODS, LIMIT);
  const found = useMemo(
    () => [...search(entries, query, searchText, LIMIT), ...nameEntries(schemaId ?? "", named.names)],
    [entries, query, schemaId, named.names],
  );

  function run(entry: PaletteEntry | undefined) {
    if (entry === undefined) return;
    close();
    entry.run();
  }

  return (
    <Modal label="Command palette" className="palette" onClose={close}>
      <SearchField
        label="Search requests, methods, messages, actions"
        className="palette-input"
        listId={listId}
        active={found.length === 0 ? undefined : active}
        query={query}
        onQuery={(text) => {
          setQuery(text);
          setActive(0);
        }}
        onStep={(step) => setActive((active + step + found.length) % Math.max(1, found.length))}
        onTake={() => run(found[active])}
      />
      <VirtualRows
        id={listId}
        role="listbox"
        aria-label="Found"
        className="palette-list"
        count={found.length}
        rowHeight={28}
        shown={active}
        renderRow={(index) => {
          const entry = found[index];
          if (entry === undefined) return null;
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the field above has the keys
            // biome-ignore lint/a11y/useFocusableInteractive: it names the active option
            <div
              key={entry.id}
              id={`${listId}-${index}`}
              role="option"
              aria-selected={index === active}
              className={`option ${index === active ? "active" : ""}`}
              onMouseMove={() => setActive(index)}
              onClick={() => run(entry)}
            >
              <span className="option-group">{entry.group}</span>
              <span className="option-name">{entry.label}</span>
              <span className="option-place">{entry.place}</span>
            </div>
          );
        }}
      />
      {named.total > named.names.length ? (
        <p className="quiet-note">
          {counted(named.names.length, "name")} of {named.isCut ? "more than " : ""}
          {named.total.toLocaleString("en")}: more letters find fewer.
        </p>
      ) : null}
      {found.length === 0 ? <p className="quiet-note">Nothing has these letters.</p> : null}
    </Modal>
  );
}

function searchText(entry: PaletteEntry): string {
  return `${entry.place} ${entry.label}`;
}
