/** Request files on disk: read with their hash, replaced atomically and only when nobody else changed them. */
import type { RequestFile, SavedRequest, SaveOutcome } from "../contract/collections.ts";
import { ByteglassError } from "../error.ts";
import { refuseLiteralSecrets } from "./auth.ts";
import { refuseNewer } from "./collection-file.ts";
import { readRequestText } from "./read-request.ts";
import { readFileText } from "./read-text.ts";
import { hashOf, inTurn, replaceFile } from "./replace-file.ts";
import { writeRequestText } from "./write-request.ts";

/** Reads one request. Throws `file-unreadable`. */
export async function readRequestFile(file: string): Promise<RequestFile> {
  const found = await readIfThere(file);
  if (found !== undefined) return found;
  throw new ByteglassError("file-unreadable", `${file} is not there.`, {
    hint: "It may have been moved or deleted: open the collection again.",
  });
}

/**
 * Saves one request; see `SaveOutcome`. Throws `bad-text` for a file that is no YAML or no UTF-8, `usage` for a secret
 * that is written out, `unsupported` in a collection of a newer version, `file-unwritable`; the old file stays then.
 */
export function saveRequestFile(
  file: string,
  request: SavedRequest,
  hash: string | undefined,
): Promise<SaveOutcome> {
  return inTurn(file, async () => {
    refuseLiteralSecrets(request, file);
    await refuseNewer(file);
    const onDisk = await readIfThere(file);
    if (onDisk?.hash !== hash) {
      return { kind: "conflict", ...(onDisk === undefined ? {} : { onDisk }), unsaved: request };
    }
    const { text } = onDisk ?? {};
    const encoding = onDisk?.findings.filter(({ code }) => code === "not-utf-8") ?? [];
    const written =
      encoding.length > 0
        ? { ok: false as const, findings: encoding }
        : writeRequestText(file, text, request);
    if (!written.ok) {
      const what = encoding.length > 0 ? "UTF-8" : "YAML";
      throw new ByteglassError(
        "bad-text",
        `${file} cannot be changed, for it is no ${what}; nothing was written.`,
        {
          hint: "Correct the file in a text editor, or save the request under another name.",
          findings: written.findings,
        },
      );
    }
    if (written.value !== text) await replaceFile(file, written.value);
    return { kind: "saved", hash: hashOf(written.value) };
  });
}

async function readIfThere(file: string): Promise<RequestFile | undefined> {
  const found = await readFileText(file);
  if (found === undefined) return undefined;
  const { text, hash, findings } = found;
  const read = readRequestText(file, text);
  const request = read.ok && findings.length === 0 ? { request: read.value } : {};
  return { file, text, hash, ...request, findings: [...findings, ...read.findings] };
}
