/** Metadata entries: what a name and a value may be, and how `-bin` values travel as base64. */
import type { MetadataEntry } from "../contract/params.ts";
import type { Finding } from "../finding.ts";

/** Names the protocol itself writes; an entry of that name would be lost or break the call. */
const PROTOCOL_NAMES = new Set([
  "te",
  "connection",
  "host",
  "transfer-encoding",
  "content-length",
  "grpc-timeout",
  "grpc-encoding",
  "grpc-accept-encoding",
  "grpc-status",
  "grpc-message",
  "grpc-status-details-bin",
]);

/** Names of which HTTP/2 in Node sends one value only, and refuses the whole request otherwise. */
const SINGLE_NAMES = new Set([
  "authorization",
  "content-type",
  "user-agent",
  "proxy-authorization",
  "from",
  "referer",
  "date",
  "dnt",
  "etag",
  "expires",
  "age",
  "range",
  "location",
  "last-modified",
  "max-forwards",
  "if-match",
  "if-none-match",
  "if-modified-since",
  "if-unmodified-since",
  "if-range",
  "retry-after",
  "content-encoding",
  "content-language",
  "content-location",
  "content-md5",
  "content-range",
]);

/** True for names whose value is bytes, shown and given as base64. */
export function isBinaryName(name: string): boolean {
  return name.toLowerCase().endsWith("-bin");
}

/** Bytes of a base64 text, standard or url alphabet, padded or not; undefined when it is no base64. */
export function decodeBase64(text: string): Uint8Array | undefined {
  if (!/^[A-Za-z0-9+/_-]*={0,2}$/.test(text)) return undefined;
  const digits = text.replace(/=+$/, "");
  if (digits.length % 4 === 1) return undefined;
  const bytes = Buffer.from(digits, "base64");
  return new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.length);
}

/** The first value of a name, in whatever case it was written. */
export function valueNamed(entries: readonly MetadataEntry[], name: string): string | undefined {
  return entries.find((entry) => entry.name.toLowerCase() === name)?.value;
}

/** What keeps these entries from being sent, one finding an entry; empty when all can go. `path` is `metadata[i]`. */
export function checkMetadata(entries: readonly MetadataEntry[]): readonly Finding[] {
  if (entries.length === 0) return [];
  return entries.flatMap((entry, index) => {
    const refused = refusalOf(entry) ?? repeatRefusal(entry, entries.slice(0, index));
    if (refused === undefined) return [];
    return [{ code: "bad-metadata", severity: "error" as const, path: `metadata[${index}]`, ...refused }];
  });
}

/** What keeps the values of `-bin` names from being sent: they are base64. One finding an entry. */
export function checkBinaryValues(entries: readonly MetadataEntry[]): readonly Finding[] {
  return entries.flatMap(({ name, value }, index) => {
    if (!isBinaryName(name) || decodeBase64(value) !== undefined) return [];
    return [
      { code: "bad-metadata", severity: "error" as const, path: `metadata[${index}]`, ...noBase64(name) },
    ];
  });
}

function noBase64(name: string): Refusal {
  return {
    message: `The value of “${name}” is not base64, which a name that ends in -bin needs.`,
    hint: "Give the bytes as base64, or choose a name that does not end in -bin.",
  };
}

function repeatRefusal(entry: MetadataEntry, before: readonly MetadataEntry[]): Refusal | undefined {
  const name = entry.name.toLowerCase();
  if (!SINGLE_NAMES.has(name) || !before.some((one) => one.name.toLowerCase() === name)) return undefined;
  return {
    message: `The metadata name “${entry.name}” is given twice, and can have one value only.`,
    hint: "Leave one of the two out.",
  };
}

interface Refusal {
  readonly message: string;
  readonly hint: string;
}

function refusalOf(entry: MetadataEntry): Refusal | undefined {
  const { name, value } = entry;
  if (!/^[0-9a-zA-Z_.-]+$/.test(name)) {
    return {
      message: `The metadata name “${name}” has a character that a name cannot have.`,
      hint: "Names hold letters, digits, “-”, “_” and “.”.",
    };
  }
  if (PROTOCOL_NAMES.has(name.toLowerCase())) {
    return {
      message: `The metadata name “${name}” belongs to the protocol and cannot be set by hand.`,
      hint: name.toLowerCase() === "grpc-timeout" ? "Set a deadline instead." : "Leave this entry out.",
    };
  }
  if (isBinaryName(name)) {
    if (decodeBase64(value) !== undefined) return undefined;
    return noBase64(name);
  }
  if (/^[\x20-\x7e]*$/.test(value)) return undefined;
  return {
    message: `The value of “${name}” has a character outside printable ASCII, which metadata cannot carry.`,
    hint: "Percent-encode it, or use a name that ends in -bin and give the bytes as base64.",
  };
}

/**
 * The entries of a raw header list (name, value, name, value …) in their order, repeats apart.
 * Pseudo-headers are left out; a `-bin` value that carries several, joined by commas, becomes several entries.
 */
export function entriesFromRaw(raw: readonly string[]): readonly MetadataEntry[] {
  const entries: MetadataEntry[] = [];
  for (let index = 0; index + 1 < raw.length; index += 2) {
    const name = raw[index] ?? "";
    const value = raw[index + 1] ?? "";
    if (name.startsWith(":")) continue;
    if (!isBinaryName(name) || !value.includes(",")) entries.push({ name, value });
    else for (const part of value.split(",")) entries.push({ name, value: part.trim() });
  }
  return entries;
}
