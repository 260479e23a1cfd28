import { useMemo } from "react";
import { useAsked } from "../engine/use-asked.ts";
import { findMethod } from "../state/connections.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useSchema } from "../state/use-current.ts";

/** Paths that are offered; deeper ones are typed by hand. */
const maximumPaths = 400;

/** What a check can be about whatever the answer is. */
const SUBJECTS = [
  "status",
  "status.code",
  "status.message",
  "latency",
  "size",
  "messages.count",
  "trailers.",
  "headers.",
  "message.",
  "messages[0].",
  "messages[*].",
];

/** Parts of an answer that a check can be about, the fields of its message among them. */
export function useAnswerPaths(draft: RequestDraft): readonly string[] {
  const schema = useSchema(draft.connectionId);
  const symbol = findMethod(schema, draft.method)?.outputType ?? "";
  const schemaId = schema?.schemaId ?? "";
  const key = schemaId === "" || symbol === "" ? "" : `${schemaId} ${symbol}`;
  const { value } = useAsked(key, (one) => one.fields({ schemaId, symbol }));
  return useMemo(() => [...SUBJECTS, ...(value ?? []).slice(0, maximumPaths).map(pathOf)], [value]);
}

/** `message.outputs[0].id` of `outputs[].id`; a key of a map is typed by hand. */
function pathOf({ path }: { readonly path: string }): string {
  return `message.${path.replaceAll("[]", "[0]").replace(/\.\*.*$/, ".")}`;
}
