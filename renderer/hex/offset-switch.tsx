import { lens } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";

/** Writes offsets in hex or in decimal. */
export function OffsetSwitch() {
  const offsets = useStore(lens, (state) => state.offsets);
  const other = offsets === "hex" ? "decimal" : "hex";
  return (
    <button
      type="button"
      className="quiet"
      title={`Write offsets in ${other === "hex" ? "hex" : "decimal"}`}
      onClick={() => lens.update((state) => ({ ...state, offsets: other }))}
    >
      {offsets} offsets
    </button>
  );
}
