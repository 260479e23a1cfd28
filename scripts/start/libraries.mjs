/** The shared libraries Electron needs of a Linux system. */
import { spawnSync } from "node:child_process";

/** What Electron's own libraries come with on Debian and its kin; each brings what it needs itself. */
const PACKAGES = ["libgtk-3-0", "libnss3", "libgbm1", "libxss1"];
/** Newer releases renamed this one without leaving a clear successor to the old name. */
const SOUND = { name: "libasound2", renamed: "libasound2t64" };

/** File names of the libraries that `executable` cannot find; empty where `ldd` cannot tell. */
export function missingLibraries(executable) {
  if (process.platform !== "linux") return [];
  const { stdout } = spawnSync("ldd", [executable], { encoding: "utf8" });
  const names = (stdout ?? "").split("\n").filter((line) => line.includes("not found"));
  return [...new Set(names.map((line) => line.trim().split(" ")[0]))];
}

/** One sentence for what is missing, with the command that brings it. */
export function explainLibraries(names) {
  const list = `Electron needs ${names.length === 1 ? "a library that is" : "libraries that are"} not installed: ${names.join(", ")}.`;
  if (!runs("apt-get", "--version")) return `${list} Install them with your system's package manager.`;
  const sound = runs("apt-cache", "show", SOUND.renamed) ? SOUND.renamed : SOUND.name;
  const sudo = process.getuid?.() === 0 ? "" : "sudo ";
  return `${list} Run: ${sudo}apt-get install -y ${[...PACKAGES, sound].join(" ")}`;
}

function runs(command, ...words) {
  return spawnSync(command, words, { stdio: "ignore" }).status === 0;
}
