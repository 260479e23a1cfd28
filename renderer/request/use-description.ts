import { useEffect, useState } from "react";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";

/** The `.proto` source of some symbols, one after the other; empty until it is there. */
export function useDescription(schemaId: string | undefined, symbols: readonly string[]): string {
  const [source, setSource] = useState("");
  const names = [...new Set(symbols)].join("\n");
  useEffect(() => {
    let wanted = true;
    setSource("");
    if (schemaId === undefined || names === "") return;
    void describeAll(schemaId, names.split("\n")).then((text) => wanted && setSource(text));
    return () => {
      wanted = false;
    };
  }, [schemaId, names]);
  return source;
}

async function describeAll(schemaId: string, symbols: readonly string[]): Promise<string> {
  const one = await engine();
  const parts = await Promise.all(
    symbols.map((symbol) =>
      one.describe({ schemaId, symbol }).then(
        (found) => found.map(({ source }) => source).join("\n"),
        (thrown: unknown) => `// ${toErrorRecord(thrown).message}`,
      ),
    ),
  );
  return parts.map((part) => part.trimEnd()).join("\n\n");
}
