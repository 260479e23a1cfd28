import type { FieldDescription } from "../../core/contract/views.ts";
import { typedObjectOf } from "./any-places.ts";
import type { FieldLookup } from "./field-lookup.ts";
import type { JsonPlace } from "./json-places.ts";

/** The field that a key or value is of; inside an Any, a field of the type that it names. */
export async function fieldAt(
  lookup: FieldLookup,
  text: string,
  place: JsonPlace,
): Promise<FieldDescription | undefined> {
  const typed = typedObjectOf(text, place);
  if (typed === undefined || typed.path === "" || typed.path === "@type") return lookup.find(place.path);
  return (await lookup.ofType(typed.typeName))?.find(typed.path);
}
