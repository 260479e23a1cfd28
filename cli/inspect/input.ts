/** What `inspect` looks at: a file, standard input, or words of the command line. */
import type { InspectRequest } from "../../core/contract/params.ts";
import type { Arguments } from "../arguments.ts";
import { readFileOrInput, type Terminal } from "../terminal.ts";
import { usageError } from "../usage-error.ts";

/** The input of an `inspect`, and the steps that were taken before the engine sees it. */
export interface InspectInput {
  readonly input: InspectRequest["input"];
  readonly steps: readonly string[];
}

/** The one input that the words name. Throws `usage` when they name none, several, or hexadecimal digits that are none. */
export async function readInspectInput(given: Arguments, terminal: Terminal): Promise<InspectInput> {
  const hex = given.text("hex");
  const text = given.text("text");
  const [file] = given.positionals;
  if ([hex, text, file].filter((each) => each !== undefined).length !== 1) {
    throw usageError(
      "inspect looks at one thing: a FILE, - for standard input, --hex or --text.",
      "Such as `byteglass inspect --hex '08 96 01'`.",
    );
  }
  if (hex !== undefined) {
    const step = `hex, ${hex.length} characters`;
    return { input: { kind: "bytes", bytes: parseHex(hex) }, steps: [step] };
  }
  if (text !== undefined) return { input: { kind: "text", text }, steps: [] };
  if (file === undefined || file === "-") {
    const bytes = await readFileOrInput("-", terminal);
    return { input: { kind: "bytes", bytes }, steps: [`standard input, ${bytes.length} bytes`] };
  }
  return { input: { kind: "file", file }, steps: [] };
}

/** Pairs of digits, with `0x`, commas, colons or white space between them. */
function parseHex(text: string): Uint8Array {
  const digits = text.replace(/0x|[\s,:]+/gi, "");
  const wrong = /[^0-9a-f]/i.exec(digits)?.[0];
  if (wrong !== undefined) {
    throw usageError(
      `--hex has "${wrong}" in it, which is no hexadecimal digit.`,
      "Use --text for any other spelling.",
    );
  }
  if (digits.length % 2 === 1) {
    throw usageError(
      `--hex has ${digits.length} digits: the last byte is half.`,
      "Write two digits for each byte.",
    );
  }
  return new Uint8Array(Buffer.from(digits, "hex"));
}
