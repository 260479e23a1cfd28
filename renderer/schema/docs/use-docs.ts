import { useEffect, useState } from "react";
import type { SymbolDocs } from "../../../core/contract/schema.ts";
import type { ErrorRecord } from "../../../core/error.ts";
import { toErrorRecord } from "../../engine/failure.ts";
import { engine } from "../../engine/link.ts";

/** The docs of a symbol, or why there are none; both undefined until the engine answered. */
export interface LoadedDocs {
  readonly docs?: SymbolDocs;
  readonly error?: ErrorRecord;
}

/** Reads the docs of a symbol; those of the symbol before stay until they are there. */
export function useDocs(schemaId: string | undefined, symbol: string): LoadedDocs {
  const [loaded, setLoaded] = useState<LoadedDocs>({});
  useEffect(() => {
    let wanted = true;
    if (schemaId === undefined || symbol === "") return;
    engine()
      .then((one) => one.symbolDocs({ schemaId, symbol }))
      .then(
        (docs) => wanted && setLoaded({ docs }),
        (thrown: unknown) => wanted && setLoaded({ error: toErrorRecord(thrown) }),
      );
    return () => {
      wanted = false;
    };
  }, [schemaId, symbol]);
  return loaded;
}
