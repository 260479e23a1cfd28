/** What is given to `inspect`, read from where it is. */
import { promises } from "node:fs";
import type { InspectRequest } from "../../contract/params.ts";
import type { InputSource } from "../../documents/index.ts";
import { ByteglassError } from "../../error.ts";
import { fileUnreadable } from "../schemas/schema-sources.ts";
import { MAXIMUM_INPUT_LENGTH } from "./input-chain.ts";

/** Reads the input. Rejects with `file-unreadable`, or `too-large` beyond 512 MiB. */
export async function readInput(input: InspectRequest["input"]): Promise<InputSource> {
  switch (input.kind) {
    case "bytes":
      return { kind: "bytes", bytes: input.bytes, name: "" };
    case "file":
      return { kind: "bytes", bytes: await readBounded(input.file), name: input.file };
    case "text":
      return { kind: "text", text: input.text };
  }
}

async function readBounded(file: string): Promise<Uint8Array> {
  try {
    const handle = await promises.open(file, "r");
    try {
      const { size } = await handle.stat();
      if (size > MAXIMUM_INPUT_LENGTH) throw tooLarge(file, size);
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
    `The file ${file} has ${size} bytes; up to ${MAXIMUM_INPUT_LENGTH} are read.`,
    {
      hint: "Cut the part you want to see out of it.",
    },
  );
}
