import { useEffect, useState } from "react";
import { createFieldLookup, type FieldLookup } from "../editor/field-lookup.ts";
import { engine } from "../engine/link.ts";
import { findMethod } from "../state/connections.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useSchema } from "../state/use-current.ts";

/** Declarations and comments of the fields of a request's message. */
export function useFields(draft: RequestDraft): FieldLookup | undefined {
  const schema = useSchema(draft.connectionId);
  const schemaId = schema?.schemaId;
  const messages = schema?.messages;
  const symbol = findMethod(schema, draft.method)?.inputType;
  const [fields, setFields] = useState<FieldLookup | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    setFields(undefined);
    if (schemaId === undefined || symbol === undefined) return;
    void readLookup(schemaId, symbol, messages)
      .then((found) => wanted && setFields(found))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [schemaId, symbol, messages]);
  return fields;
}

/** Names of types that are offered at once. */
const maxTypeNames = 200;

async function readLookup(
  schemaId: string,
  symbol: string,
  messages: readonly string[] = [],
): Promise<FieldLookup> {
  const fields = await (await engine()).fields({ schemaId, symbol });
  const others = new Map<string, Promise<FieldLookup>>();
  return createFieldLookup(fields, {
    examples: async (path) => (await engine()).fieldExamples({ schemaId, symbol, path }),
    ofType: (typeName) => {
      const known = others.get(typeName) ?? readLookup(schemaId, typeName, messages);
      others.set(typeName, known);
      // A type that was not there may have come from the server meanwhile.
      known.catch(() => others.delete(typeName));
      return known;
    },
    typeNames: async (query) => {
      if (query === "") return messages.slice(0, maxTypeNames);
      const kinds = ["message" as const];
      const { names } = await (await engine()).searchSchema({
        schemaId,
        query,
        kinds,
        start: 0,
        end: maxTypeNames,
      });
      return names.map(({ symbol: name }) => name);
    },
  });
}
