/** What `inspect` looks at: a file, standard input, or words of the command line. */
import type { InspectRequest } from "../../core/contract/params.ts";
import type { Arguments } from "../arguments.ts";
import { parseHex } from "../hex.ts";
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
    return {
      input: { kind: "bytes", bytes: parseHex(hex, "--hex", "Use --text for any other spelling.") },
      steps: [step],
    };
  }
  if (text !== undefined) return { input: { kind: "text", text: await readText(text, terminal) }, steps: [] };
  if (file === undefined || file === "-") {
    const bytes = await readFileOrInput("-", terminal);
    return { input: { kind: "bytes", bytes }, steps: [`standard input, ${bytes.length} bytes`] };
  }
  return { input: { kind: "file", file }, steps: [] };
}

/** `@FILE` and `-` hold the text; PowerShell writes files in UTF-16. */
async function readText(word: string, terminal: Terminal): Promise<string> {
  if (word !== "-" && !word.startsWith("@")) return word;
  const bytes = await readFileOrInput(word === "-" ? "-" : word.slice(1), terminal);
  const isWide = bytes[0] === 0xff && bytes[1] === 0xfe;
  return new TextDecoder(isWide ? "utf-16le" : "utf-8").decode(bytes);
}
