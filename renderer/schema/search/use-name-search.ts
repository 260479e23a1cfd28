import { useEffect, useState } from "react";
import type { NamedKind, NamePage } from "../../../core/contract/schema.ts";
import { engine } from "../../engine/link.ts";

/** Pause after a key before the engine is asked, in ms. */
const PAUSE = 40;

const NONE: NamePage = { total: 0, isCut: false, names: [] };

/** Kinds for lists that know services and methods already. */
export const NAMES_BESIDE_METHODS: readonly NamedKind[] = [
  "message",
  "enum",
  "field",
  "enum-value",
  "extension",
];

/**
 * The first `limit` names of a schema that a query finds; those of the query before stay until they are there. `kinds`
 * has to be the same object from one call to the next.
 */
export function useNameSearch(
  schemaId: string | undefined,
  query: string,
  kinds: readonly NamedKind[],
  limit: number,
): NamePage {
  const [page, setPage] = useState(NONE);
  const text = query.trim();
  useEffect(() => {
    let wanted = true;
    if (schemaId === undefined || text === "") {
      setPage(NONE);
      return;
    }
    const timer = window.setTimeout(() => {
      engine()
        .then((one) => one.searchSchema({ schemaId, query: text, kinds: [...kinds], start: 0, end: limit }))
        .then(
          (found) => wanted && setPage(found),
          () => wanted && setPage(NONE),
        );
    }, PAUSE);
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [schemaId, text, kinds, limit]);
  return page;
}
