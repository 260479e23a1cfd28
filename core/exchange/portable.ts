/** Parts that every reader of a command line needs. */
import { ValueSplitter } from "../channels/http-json/value-splitter.ts";
import type { ConnectionSettings } from "../contract/call-options.ts";
import type { PortableRequest } from "../contract/exchange.ts";
import type { MetadataEntry, SchemaSource, TransportSecurity } from "../contract/params.ts";
import type { Finding } from "../finding.ts";
import type { GivenFlags } from "./shell/read-flags.ts";
import type { ShellWord } from "./shell/split-words.ts";

/** Bound on one message, in UTF-16 units. */
const maximumMessageLength = 64 * 1024 * 1024;

/** The options of a line by name, in the order given. */
export class Flags {
  readonly #given: GivenFlags;

  constructor(given: GivenFlags) {
    this.#given = given;
  }

  /** The values of all options with one of the names, in order. */
  all(...names: readonly string[]): readonly string[] {
    return this.#given.flags.filter(({ name }) => names.includes(name)).map(({ value }) => value);
  }

  /** The value that counts: the last. */
  last(...names: readonly string[]): string | undefined {
    return this.all(...names).at(-1);
  }

  /** True for a switch that is on; Go's `-name=false` turns it off. */
  isOn(...names: readonly string[]): boolean {
    const value = this.last(...names);
    return value !== undefined && value !== "false";
  }
}

/** `name: value` as metadata. A header without a colon, or with nothing before it, is refused by `undefined`. */
function readHeader(text: string): MetadataEntry | undefined {
  const colon = text.indexOf(":");
  const name = text.slice(0, Math.max(colon, 0)).trim();
  return name === "" ? undefined : { name, value: text.slice(colon + 1).trim() };
}

/** Headers, the unreadable ones left out. */
export function readHeaders(texts: readonly string[]): readonly MetadataEntry[] {
  return texts.map(readHeader).filter((entry) => entry !== undefined);
}

/** The JSON texts that stand one behind the other; what is no JSON stays whole. */
export function splitMessages(text: string): readonly string[] {
  const trimmed = text.trim();
  if (trimmed === "") return [];
  if (!trimmed.startsWith("{")) return [trimmed];
  const splitter = new ValueSplitter(maximumMessageLength);
  const values = splitter.read(trimmed);
  return splitter.unfinished === "" && values.length > 0 ? values : [trimmed];
}

/** The files and switches of TLS under the names that a tool gives them. */
export function readSecurity(
  mode: TransportSecurity["mode"],
  files: {
    readonly authority?: string | undefined;
    readonly certificate?: string | undefined;
    readonly key?: string | undefined;
    readonly passphrase?: string | undefined;
    readonly serverName?: string | undefined;
    readonly insecure?: boolean;
  },
): TransportSecurity {
  const { authority, certificate, key, passphrase, serverName, insecure } = files;
  return {
    mode,
    ...(authority === undefined ? {} : { certificateAuthorityFile: authority }),
    ...(certificate === undefined ? {} : { clientCertificateFile: certificate }),
    ...(key === undefined ? {} : { clientKeyFile: key }),
    ...(passphrase === undefined ? {} : { clientKeyPassphrase: passphrase }),
    ...(serverName === undefined ? {} : { serverName }),
    ...(insecure === true ? { insecureSkipVerify: true } : {}),
  };
}

/** Reflection of the request's own server. */
export function reflectionOf(request: {
  readonly target: string;
  readonly security: TransportSecurity;
  readonly connection?: ConnectionSettings;
  readonly metadata: readonly MetadataEntry[];
  readonly version?: "auto" | "v1" | "v1alpha";
}): SchemaSource {
  const { target, security, connection, metadata, version = "auto" } = request;
  const server = { target, security, ...(connection && { connection }) };
  return { kind: "reflection", server, metadata: [...metadata], version };
}

/** `pkg.Service/Method` of any way to write it: a leading slash, or a dot before the method. */
export function methodName(text: string): string {
  const name = text.replace(/^\//, "");
  if (name.includes("/")) return name;
  const dot = name.lastIndexOf(".");
  return dot < 0 ? name : `${name.slice(0, dot)}/${name.slice(dot + 1)}`;
}

/** The method's own name, for a request that has no other. */
export function requestName(method: string): string {
  return method.slice(method.lastIndexOf("/") + 1) || "Request";
}

/** Findings about words of the line that were not understood. */
export function flagFindings(tool: string, { unknown, incomplete }: GivenFlags): readonly Finding[] {
  return [
    ...unknown.map((word) =>
      wordFinding(
        "option-unknown",
        word,
        `${tool} has no option ${word.text} that is known here: it was left out.`,
      ),
    ),
    ...incomplete.map((word) =>
      wordFinding("option-incomplete", word, `The option ${word.text} has no value: it was left out.`),
    ),
  ];
}

/** Findings about options that have no place in a request. */
export function leftOut(given: GivenFlags, reasons: Readonly<Record<string, string>>): readonly Finding[] {
  return given.flags
    .filter(({ name }) => Object.hasOwn(reasons, name))
    .map(({ name, word }) =>
      wordFinding("option-left-out", word, `${word.text} was left out: ${reasons[name]}.`, "information"),
    );
}

/** A finding about one word of a line. */
export function wordFinding(
  code: string,
  word: ShellWord,
  message: string,
  severity: Finding["severity"] = "warning",
): Finding {
  return {
    code,
    severity,
    message,
    hint: "Compare the request with the line before you send it.",
    text: { start: word.start, end: word.end, line: 1, column: word.start + 1 },
  };
}

/** A file name where a body was expected: the text that a face has to read. */
export function isFileReference(text: string): boolean {
  return text.startsWith("@") && text.length > 1;
}

/** An empty request that a reader fills in. */
export function emptyRequest(channel: PortableRequest["channel"]): PortableRequest {
  return {
    name: "",
    folder: [],
    channel,
    target: "",
    security: { mode: "auto" },
    method: "",
    metadata: [],
    messages: [],
    sources: [],
  };
}
