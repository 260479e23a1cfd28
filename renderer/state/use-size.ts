import { BOUNDS, type LayoutSize, setSize } from "./layout.ts";
import { layout } from "./stores.ts";
import { useStore } from "./use-store.ts";

/** One of the window's sizes with its bounds, as a splitter takes it. */
export function useSize(name: LayoutSize) {
  const value = useStore(layout, (state) => state[name]);
  const [min, max] = BOUNDS[name];
  const onChange = (size: number) => layout.update((state) => setSize(state, name, size));
  return { value, min, max, onChange };
}
