import { useMemo } from "react";
import type { Environment } from "../../core/contract/environments.ts";
import type { VariablePlaceList } from "../../core/contract/variable-places.ts";
import { useAsked } from "../engine/use-asked.ts";
import { activeRequest } from "../state/drafts.ts";
import { drafts } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { tabTitle } from "../tabs/tab-title.ts";
import { type ScopeEntry, scopeEntries } from "./scopes.ts";
import { environments } from "./store.ts";

const NO_ENVIRONMENTS: readonly Environment[] = [];
const NO_PLACES: VariablePlaceList = { places: [], findings: [] };

/** What defines variables for the request in front, as the files have it now; an empty path is no collection. */
export function useScopes(path: string, added: readonly string[]): readonly ScopeEntry[] {
  const known = useStore(environments, (state) => state.byCollection[path] ?? NO_ENVIRONMENTS);
  const turn = useStore(environments, (state) => state.turn);
  const draft = useStore(drafts, activeRequest);
  const file = draft?.saved?.collection === path ? draft.saved.file : undefined;
  const key = path === "" ? "" : JSON.stringify([path, file ?? "", turn]);
  const asked = useAsked(key, (one) =>
    one.readVariablePlaces({ collection: path, ...(file === undefined ? {} : { file }) }),
  );
  const { places } = asked.value ?? NO_PLACES;
  return useMemo(() => {
    const request = draft && { id: draft.id, title: tabTitle(draft), variables: draft.variables ?? [] };
    return scopeEntries(known, places, request, added);
  }, [known, places, draft, added]);
}
