import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";

interface TreeBarProps {
  readonly filter: string;
  readonly onFilter: (filter: string) => void;
}

/** How the fields are shown: in which order, with which values, and which of them. */
export function TreeBar({ filter, onFilter }: TreeBarProps) {
  const { order, effective } = useStore(lens, (state) => state);
  return (
    <>
      <input
        className="control tree-filter"
        type="search"
        aria-label="Filter fields"
        placeholder="Filter…"
        spellCheck={false}
        value={filter}
        onChange={(event) => onFilter(event.target.value)}
      />
      <fieldset className="switch plain">
        <legend className="hidden">Order of the fields</legend>
        {(["wire", "grouped"] as const).map((one) => (
          <button
            key={one}
            type="button"
            aria-pressed={order === one}
            onClick={() => lens.update((state) => ({ ...state, order: one }))}
          >
            {one === "wire" ? "wire order" : "grouped"}
          </button>
        ))}
        <button
          type="button"
          aria-pressed={effective}
          title="What a reader ends up with: the last value wins, messages merge, absent fields have defaults"
          onClick={() => lens.update((state) => ({ ...state, effective: !state.effective }))}
        >
          effective
        </button>
      </fieldset>
    </>
  );
}
