/**
 * Names that a server gives to its files, and that an export would give to files on this disk: a name is taken only when
 * it is harmless on every system.
 */
import { pushTo } from "../raw/push-to.ts";

/** Bytes of a whole name, and of each of its parts: what common file systems take. */
const maxNameLength = 1024;
const maxPartLength = 200;

/** Device names of Windows, with any extension. */
const deviceName = /^(con|prn|aux|nul|com\d|lpt\d)(\.|$)/i;

/** Why a file of this name is not written to disk, in words; absent when it may be. */
export function fileNameFault(name: string): string | undefined {
  if (!name.endsWith(".proto")) return "does not end in .proto";
  if (Buffer.byteLength(name) > maxNameLength) return `is longer than ${maxNameLength} bytes`;
  if (/\p{C}/u.test(name)) return "has control characters in it";
  if (/^[/\\]/.test(name) || /^[A-Za-z]:/.test(name)) return "is absolute";
  if (name.split(/[/\\]/).includes("..")) return "would leave the folder";
  if (/[\\:*?"<>|]/.test(name)) return "has a character that file names cannot have everywhere";
  return name
    .split("/")
    .map(partFault)
    .find((fault) => fault !== undefined);
}

function partFault(part: string): string | undefined {
  if (part === "" || part === ".") return "has an empty part";
  if (part.startsWith(".")) return "has a hidden part";
  if (/[. ]$|^ /.test(part)) return "has a part that begins or ends with a space or a dot";
  if (deviceName.test(part)) return "is the name of a device";
  return Buffer.byteLength(part) > maxPartLength
    ? `has a part longer than ${maxPartLength} bytes`
    : undefined;
}

/**
 * Names that would be one file on some systems (`a.proto` and `A.proto`), or a file and a folder at once (`a.proto` and
 * `a.proto/b.proto`): pairs, the first of each as it came.
 */
export function clashingNames(names: readonly string[]): readonly (readonly [string, string])[] {
  const byFolded = new Map<string, string[]>();
  for (const name of names) pushTo(byFolded, folded(name), name);
  const clashes: (readonly [string, string])[] = [];
  for (const [first, second] of byFolded.values()) {
    if (first !== undefined && second !== undefined) clashes.push([first, second]);
  }
  for (const name of names) {
    for (let end = name.indexOf("/"); end >= 0; end = name.indexOf("/", end + 1)) {
      const [file] = byFolded.get(folded(name.slice(0, end))) ?? [];
      if (file !== undefined) clashes.push([file, name]);
    }
  }
  return clashes;
}

function folded(name: string): string {
  return name.normalize("NFC").toLowerCase();
}
