/** Where the variables of a request are looked up. */
import type { VariableScope } from "../../core/contract/environments.ts";
import type { SavedLink } from "./saved-link.ts";
import { collections } from "./store.ts";

/** The scope of a saved request; none for a draft, whose texts stay as they are. */
export function scopeOf(saved: SavedLink | undefined): VariableScope | undefined {
  if (saved === undefined) return undefined;
  const { collection, file } = saved;
  const open = collections.get().open.find(({ path }) => path === collection);
  const environment = open?.environment ?? "";
  return { collection, file, ...(environment === "" ? {} : { environment }) };
}
