/** The text of a command line or of an exported file as requests. */
import { commandTool } from "../contract/command-line.ts";
import type { ImportedRequests } from "../contract/exchange.ts";
import { ByteglassError } from "../error.ts";
import { isBloomRpc, readBloomRpc } from "./bloomrpc/read.ts";
import { readBufCurl } from "./buf-curl/read.ts";
import { readCurl } from "./curl/read.ts";
import { readGrpcurl } from "./grpcurl/read.ts";
import { isInsomnia, readInsomnia } from "./insomnia/read.ts";
import {
  isPostmanCollection,
  isPostmanRequest,
  readPostmanCollection,
  readPostmanFiles,
} from "./postman/read.ts";
import { isPromptLine, splitPromptWords } from "./shell/command-prompt.ts";
import { type ShellLine, type ShellWord, splitWords } from "./shell/split-words.ts";
import { parseYamlValue } from "./yaml-value.ts";

/** Bound on a text, in UTF-16 units. */
const maximumLength = 64 * 1024 * 1024;

/** Reads a text, whatever form it is in. Throws `bad-text` when none fits, and `too-large`. */
export function readExchangeText(text: string): ImportedRequests {
  if (text.length > maximumLength) {
    throw new ByteglassError(
      "too-large",
      `The text has ${text.length} characters; at most ${maximumLength} are read.`,
      {
        hint: "Export the collection in parts.",
      },
    );
  }
  return readCommand(text) ?? readValue(parseYamlValue(text)) ?? refuse();
}

function readCommand(text: string): ImportedRequests | undefined {
  const tool = commandTool(text);
  if (tool === undefined) return undefined;
  const line = withoutPrompt(isPromptLine(text) ? splitPromptWords(text) : splitWords(text));
  switch (tool) {
    case "grpcurl":
      return readGrpcurl(line);
    case "curl":
      return readCurl(line);
    case "buf curl":
      return readBufCurl(line.words[1]?.text === "beta" ? { ...line, words: line.words.slice(1) } : line);
  }
}

/** A copied prompt and assignments before the command are no part of it. */
function withoutPrompt(line: ShellLine): ShellLine {
  const isBefore = ({ text }: ShellWord) => text === "$" || /^[A-Za-z_]\w*=/.test(text);
  const start = line.words.findIndex((word) => !isBefore(word));
  return { ...line, words: line.words.slice(Math.max(start, 0)) };
}

function readValue(value: unknown): ImportedRequests | undefined {
  if (isBloomRpc(value)) return readBloomRpc(value);
  if (isInsomnia(value)) return readInsomnia(value);
  if (isPostmanCollection(value)) return readPostmanCollection(value);
  if (isPostmanRequest(value)) return readPostmanFiles([{ path: "request.request.yaml", value }]);
  return undefined;
}

function refuse(): never {
  throw new ByteglassError("bad-text", "The text is no request of a tool that is known here.", {
    hint: "Paste a grpcurl, buf curl or curl line, or open an export of Insomnia or Postman, or the editor.json of BloomRPC.",
  });
}
