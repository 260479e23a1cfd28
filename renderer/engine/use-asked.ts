import { useEffect, useState } from "react";
import type { Engine } from "../../core/contract/engine.ts";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "./failure.ts";
import { engine } from "./link.ts";

/** What the engine said to a question. `value` stays the last one there was while a new question is open. */
export interface Asked<Value> {
  /** The key of the question that `value` or `error` answers. */
  readonly key: string;
  readonly value?: Value;
  readonly error?: ErrorRecord;
}

/** Asks the engine whenever `key` changes; the empty key asks nothing. The newest question wins. */
export function useAsked<Value>(key: string, ask: (one: Engine) => Promise<Value>): Asked<Value> {
  const [asked, setAsked] = useState<Asked<Value>>({ key: "" });
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key says what is asked
  useEffect(() => {
    if (key === "") return;
    let wanted = true;
    void engine()
      .then(ask)
      .then(
        (value) => wanted && setAsked({ key, value }),
        (thrown: unknown) => wanted && setAsked({ key, error: toErrorRecord(thrown) }),
      );
    return () => {
      wanted = false;
    };
  }, [key]);
  return asked;
}
