/** The input of `inspect` → bytes, decompressed where it is compressed: what is not pure in reading an input. */
import { promises } from "node:fs";
import { decompress } from "../channels/decompress.ts";
import type { InspectRequest } from "../contract/params.ts";
import { ByteglassError } from "../error.ts";
import type { Finding } from "../finding.ts";
import type { DecodedInput } from "../input/index.ts";
import { inputRoom } from "./rooms.ts";
import { fileUnreadable } from "./schema-sources.ts";

/** Bytes a file may have, and a decompressed input: a bomb is stopped, not unpacked. */
const maximumLength = 512 * 1024 * 1024;
/** Compressions inside one another. */
const maximumLayers = 8;

/** Reads and unwraps the input. Rejects with `bad-bytes` for text that is no bytes, `file-unreadable`, `too-large`. */
export async function readInput(input: InspectRequest["input"]): Promise<DecodedInput> {
  const { continueInput } = await inputRoom();
  let decoded = await decodeOnce(input);
  for (let layer = 0; layer < maximumLayers && decoded.compression !== undefined; layer += 1) {
    const { compression, bytes } = decoded;
    const encoding = compression === "zlib" ? "deflate" : compression;
    const result = await decompress(bytes, encoding, maximumLength);
    if ("fault" in result) return withFault(decoded, result.fault, result.reason);
    const verb = compression === "gzip" ? "gunzip" : "inflate";
    decoded = continueInput(decoded, result.bytes, `${verb} ${bytes.length} B`);
  }
  return decoded;
}

async function decodeOnce(input: InspectRequest["input"]): Promise<DecodedInput> {
  const { decodeFile, decodeText } = await inputRoom();
  switch (input.kind) {
    case "bytes":
      return decodeFile(input.bytes, "");
    case "file":
      return decodeFile(await readBounded(input.file), input.file);
    case "text": {
      const result = decodeText(input.text);
      if (result.ok) return result.value;
      throw new ByteglassError("bad-bytes", result.findings[0]?.message ?? "The text holds no bytes.", {
        hint: result.findings[0]?.hint ?? "Paste hex, base64, an escaped string or a list of bytes.",
        findings: result.findings,
      });
    }
  }
}

async function readBounded(file: string): Promise<Uint8Array> {
  try {
    const handle = await promises.open(file, "r");
    try {
      const { size } = await handle.stat();
      if (size > maximumLength) throw tooLarge(file, size);
      return await handle.readFile();
    } finally {
      await handle.close();
    }
  } catch (thrown) {
    throw thrown instanceof ByteglassError ? thrown : fileUnreadable(file, thrown);
  }
}

function tooLarge(file: string, size: number): ByteglassError {
  return new ByteglassError(
    "too-large",
    `The file ${file} has ${size} bytes; up to ${maximumLength} are read.`,
    {
      hint: "Cut the part you want to see out of it.",
    },
  );
}

/** What cannot be decompressed is shown as it is. */
function withFault(decoded: DecodedInput, fault: string, reason: string): DecodedInput {
  const { compression = "" } = decoded;
  const why = fault === "unknown-encoding" ? "this version cannot read it" : reason;
  const finding: Finding = {
    code: "not-decompressed",
    severity: "warning",
    message: `The bytes look like ${compression}, but they could not be decompressed: ${why}. They are shown as they are.`,
  };
  const { compression: _, ...rest } = decoded;
  return { ...rest, findings: [...decoded.findings, finding] };
}
