import type { KeptVersion, SavedCheck } from "../../core/contract/schema.ts";
import { printable } from "../printable.ts";

/** Saved requests that do not fit, each with its first reason; nothing when all do. */
export function requestLines(requests: readonly SavedCheck[]): readonly string[] {
  if (requests.length === 0) return [];
  const noun = requests.length === 1 ? "saved request does" : "saved requests do";
  return [
    "",
    `${requests.length} ${noun} not fit:`,
    ...requests.flatMap(({ file, name, findings }) => [
      `  ${printable(name)} (${file})`,
      ...findings.slice(0, 3).map(({ path = "", message }) => {
        const place = path === "" ? "" : `${printable(path)}: `;
        return `    ${place}${printable(message)}`;
      }),
    ]),
  ];
}

/** What is kept of a target, newest first. */
export function versionLines(target: string, versions: readonly KeptVersion[]): readonly string[] {
  if (versions.length === 0) return [`Nothing is kept of ${target}.`];
  return versions.map(
    ({ hash, firstSeen, lastSeen, byteLength }) =>
      `${hash.slice(0, 12)}  ${firstSeen} to ${lastSeen}  ${byteLength} B`,
  );
}
