/** Request files on disk: read with their hash, replaced atomically and only when nobody else changed them. */
import { createHash, randomUUID } from "node:crypto";
import { promises } from "node:fs";
import { dirname } from "node:path";
import type { RequestFile, SavedRequest, SaveOutcome } from "../contract/collections.ts";
import { ByteglassError } from "../error.ts";
import { readRequestText } from "./read-request.ts";
import { writeRequestText } from "./write-request.ts";

/** Reads one request. Throws `file-unreadable`. */
export async function readRequestFile(file: string): Promise<RequestFile> {
  const found = await readIfThere(file);
  if (found !== undefined) return found;
  throw new ByteglassError("file-unreadable", `${file} is not there.`, {
    hint: "It may have been moved or deleted: open the collection again.",
  });
}

/** Saves one request; see `SaveOutcome`. Throws `bad-text` and `file-unwritable`; the old file stays then. */
export async function saveRequestFile(
  file: string,
  request: SavedRequest,
  hash: string | undefined,
): Promise<SaveOutcome> {
  const onDisk = await readIfThere(file);
  if (onDisk?.hash !== hash) {
    return { kind: "conflict", ...(onDisk === undefined ? {} : { onDisk }), unsaved: request };
  }
  const written = writeRequestText(file, onDisk?.text, request);
  if (!written.ok) {
    throw new ByteglassError(
      "bad-text",
      `${file} cannot be changed, for it is no YAML; nothing was written.`,
      {
        hint: "Correct the file in a text editor, or save the request under another name.",
        findings: written.findings,
      },
    );
  }
  await replaceFile(file, written.value);
  return { kind: "saved", hash: hashOf(Buffer.from(written.value)) };
}

async function readIfThere(file: string): Promise<RequestFile | undefined> {
  try {
    const bytes = await promises.readFile(file);
    const text = bytes.toString("utf8");
    const read = readRequestText(file, text);
    const request = read.ok ? { request: read.value } : {};
    return { file, text, hash: hashOf(bytes), ...request, findings: read.findings };
  } catch (thrown) {
    if (thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT") return undefined;
    throw new ByteglassError("file-unreadable", `${file} could not be read: ${reason(thrown)}.`, {
      hint: "Check the permissions of the file.",
      cause: thrown,
    });
  }
}

/** Temporary file, fsync, rename: a crash at any moment leaves the old or the new text. */
async function replaceFile(file: string, text: string): Promise<void> {
  const temporary = `${file}.${randomUUID()}.tmp`;
  try {
    // A rename would replace a read-only file too: ask first.
    await promises.access(file, promises.constants.W_OK).catch((thrown: unknown) => {
      if (!(thrown instanceof Error && "code" in thrown && thrown.code === "ENOENT")) throw thrown;
    });
    await promises.mkdir(dirname(file), { recursive: true });
    const handle = await promises.open(temporary, "wx");
    try {
      await handle.writeFile(text, "utf8");
      await handle.sync();
    } finally {
      await handle.close();
    }
    await promises.rename(temporary, file);
  } catch (thrown) {
    await promises.unlink(temporary).catch(() => undefined);
    throw new ByteglassError("file-unwritable", `${file} could not be saved: ${reason(thrown)}.`, {
      hint: "Free some space or check the permissions; what was saved before is untouched.",
      cause: thrown,
    });
  }
}

function hashOf(bytes: Uint8Array): string {
  return createHash("sha256").update(bytes).digest("hex");
}

function reason(thrown: unknown): string {
  return thrown instanceof Error ? thrown.message : String(thrown);
}
