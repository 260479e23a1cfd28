/** Why an export does not write: always before anything is written. */
import { ByteglassError, messageOf } from "../../error.ts";
import { nameList } from "../pool/finding-log.ts";

/** File names that are not written to disk, whoever chose them. */
export function unsafeNames(faults: readonly string[]): ByteglassError {
  const more = faults.length > 4 ? `; and ${faults.length - 4} more` : "";
  return new ByteglassError(
    "bad-schema",
    `The schema has file names that are not written to disk: ${faults.slice(0, 4).join("; ")}${more}. Nothing was written.`,
    {
      hint: "Export it as one descriptor set (--out FILE.binpb), which keeps the names inside.",
      steps: [{ kind: "export-descriptor-set" }],
    },
  );
}

/** A folder with files of someone else's in it. */
export function foreignFolder(out: string, names: readonly string[]): ByteglassError {
  return new ByteglassError(
    "file-unwritable",
    `The folder ${out} holds files that no export wrote (${nameList(names, 3)}). Nothing was written.`,
    {
      hint: "Name a new or empty folder, or write into this one all the same (--force); other files in it are left alone.",
      steps: [{ kind: "overwrite" }],
    },
  );
}

/** Files of an export that were changed since, or that stand where an export has one now. */
export function changedFiles(out: string, names: readonly string[]): ByteglassError {
  return new ByteglassError(
    "file-unwritable",
    `In ${out}, ${nameList(names, 3)} ${names.length === 1 ? "is" : "are"} not as an export left ${names.length === 1 ? "it" : "them"}. Nothing was written.`,
    {
      hint: "Keep a copy of what you changed, then overwrite it (--force), or name another folder.",
      steps: [{ kind: "overwrite" }],
    },
  );
}

/** Links on the way to a file: what is written there would land elsewhere. */
export function linksInside(out: string, names: readonly string[]): ByteglassError {
  return new ByteglassError(
    "file-unwritable",
    `In ${out}, ${nameList(names, 3)} ${names.length === 1 ? "is" : "are"} not a plain file or folder. Nothing was written.`,
    { hint: "Name a new or empty folder." },
  );
}

/** A file where a set is to be written. */
export function fileExists(out: string): ByteglassError {
  return new ByteglassError("file-unwritable", `The file ${out} is there already. Nothing was written.`, {
    hint: "Name another file, or replace it (--force).",
    steps: [{ kind: "overwrite" }],
  });
}

/** A file where a folder is meant, or the reverse. */
export function wrongKind(out: string, expected: "folder" | "file"): ByteglassError {
  return new ByteglassError(
    "file-unwritable",
    `${out} is ${expected === "folder" ? "no folder" : "a folder"}. Nothing was written.`,
    {
      hint:
        expected === "folder"
          ? "Name a folder, or a file that ends in .binpb for a descriptor set."
          : "Name a file in it.",
    },
  );
}

/** A disk that does not take it. */
export function unwritable(out: string, thrown: unknown): ByteglassError {
  if (thrown instanceof ByteglassError) return thrown;
  const reason = messageOf(thrown);
  return new ByteglassError("file-unwritable", `${out} could not be written: ${reason}.`, {
    hint: "Check the permissions and the free space.",
    cause: thrown,
  });
}
