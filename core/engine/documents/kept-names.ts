/** Names that were given to fields, kept on disk where the engine has a folder. */
import * as v from "valibot";
import type { FieldNames } from "../../documents/index.ts";
import { parseJson } from "../../json-value.ts";
import { documentsRoom } from "../rooms.ts";
import type { StateFiles } from "../state-files.ts";

const FILE = "field-names";
const Stored = v.record(v.string(), v.record(v.string(), v.string()));

/** The names of an engine. */
export interface KeptNames {
  /** The names, read from disk at first. Names that cannot be read are left where they are, and none are had. */
  load(): Promise<FieldNames>;
  /** Writes them; resolves when they are on disk, or at once where nothing is kept. */
  save(): Promise<void>;
}

/** The names in a folder; without one they last as long as the engine. */
export function createKeptNames(state: StateFiles, isKept: boolean): KeptNames {
  let names: Promise<FieldNames> | undefined;

  async function read(): Promise<FieldNames> {
    const { FieldNames } = await documentsRoom();
    if (!isKept) return new FieldNames();
    const text = await state.load(FILE).catch(() => undefined);
    return new FieldNames(text === undefined ? {} : storedNames(text));
  }

  const load = () => {
    names ??= read();
    return names;
  };

  return {
    load,
    async save() {
      if (isKept) await state.save([{ name: FILE, text: JSON.stringify((await load()).all()) }]);
    },
  };
}

function storedNames(text: string): v.InferOutput<typeof Stored> {
  const stored = v.safeParse(Stored, parseJson(text));
  return stored.success ? stored.output : {};
}
