/** Loads one of the scripts, which are plain JavaScript: the test says which shape it expects. */
import { pathToFileURL } from "node:url";

/** The exports of `scripts/<name>`. */
export async function loadScript<Exports>(name: string): Promise<Exports> {
  return (await import(pathToFileURL(`scripts/${name}`).href)) as Exports;
}
