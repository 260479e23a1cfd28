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
  const symbol = findMethod(schema, draft.method)?.inputType;
  const [fields, setFields] = useState<FieldLookup | undefined>(undefined);
  useEffect(() => {
    let wanted = true;
    setFields(undefined);
    if (schemaId === undefined || symbol === undefined) return;
    const examples = async (path: string) => (await engine()).fieldExamples({ schemaId, symbol, path });
    void engine()
      .then((one) => one.fields({ schemaId, symbol }))
      .then((found) => wanted && setFields(createFieldLookup(found, examples)))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [schemaId, symbol]);
  return fields;
}
