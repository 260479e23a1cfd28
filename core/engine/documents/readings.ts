/** Readings of records, and choosing one: each choice makes a new document. */
import { ChooseReadingParams, type ReadingMethods, ReadReadingsParams } from "../../contract/readings.ts";
import { ReadingChoices } from "../../documents/choices.ts";
import { ByteglassError } from "../../error.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";

/** The engine's methods about readings. */
export function readingMethods({ documents }: Pick<Parts, "documents">): ReadingMethods {
  return {
    readReadings: door("readReadings", ReadReadingsParams, async ({ documentId, record }) => {
      const readings = (await documents.whole(documentId)).readings(record);
      if (readings !== undefined) return readings;
      throw new ByteglassError("usage", `Record ${record} has no value to read.`, {
        hint: "Choose a field; frames, groups, gaps and end tags have no readings.",
      });
    }),
    chooseReading: door("chooseReading", ChooseReadingParams, async ({ documentId, record, type }) => {
      const document = await documents.whole(documentId);
      const key = document.choosableField(record, type);
      if (key === undefined) {
        throw new ByteglassError("usage", `Record ${record} cannot be read as ${type ?? "before"}.`, {
          hint: "Choose one of its readings; fields that the schema declares keep their type, but for strings and bytes.",
        });
      }
      const { id: _, ...source } = document.source;
      const choices = (source.choices ?? new ReadingChoices()).with(key, type);
      const add = await documents.ready();
      const json = source.type === undefined ? undefined : source.json;
      return add({ ...source, json, choices });
    }),
  };
}
