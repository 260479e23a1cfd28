/** One change of a YAML file of a collection; comments, order and unknown keys stay. */
import { Document } from "yaml";
import { ByteglassError } from "../error.ts";
import { writeLike } from "./put-yaml.ts";
import { type FileText, readFileText } from "./read-text.ts";
import { hashOf, inTurn, replaceFile } from "./replace-file.ts";
import { parseYaml } from "./yaml-text.ts";

/** Changes a file, which is made when it is not there. Throws `bad-text` for one that cannot be read as YAML. */
export async function changeDocument(file: string, change: (document: Document) => boolean): Promise<void> {
  await inTurn(file, async () => {
    await writeChanged(file, await readFileText(file), change);
  });
}

/** The same for a text that was read already, in its turn. Answers with the hash of what the file is now. */
export async function writeChanged(
  file: string,
  found: FileText | undefined,
  change: (document: Document) => boolean,
): Promise<string> {
  const yaml = parseYaml(file, found?.text ?? "");
  const findings = [...(found?.findings ?? []), ...yaml.findings];
  if (findings.length > 0) {
    throw new ByteglassError(
      "bad-text",
      `${file} cannot be changed, for it cannot be read; nothing was written.`,
      { hint: "Correct the file in a text editor.", findings },
    );
  }
  const document = found === undefined ? new Document({}) : yaml.document;
  if (!change(document) && found !== undefined) return found.hash;
  const text = writeLike(found?.text, document);
  await replaceFile(file, text);
  return hashOf(text);
}
