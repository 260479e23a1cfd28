/** Who may import whom: the rooms of docs/architecture.md as a table. */
import { builtinModules } from "node:module";
import { type Import, importsOf } from "./imports.ts";
import type { SourceFile } from "./source-files.ts";

/** What the files below a folder may import. The longest folder that fits a file decides. */
interface Room {
  readonly folder: string;
  /** Paths in the repository (a folder ends in `/`). */
  readonly own: readonly string[];
  /** npm packages, or `*`. */
  readonly packages: readonly string[];
  /** Modules of Node, or `*`. */
  readonly node: readonly string[];
}

const VALUES = [
  "core/finding.ts",
  "core/error.ts",
  "core/next-step.ts",
  "core/json-name.ts",
  "core/json-value.ts",
];
const DOOR = ["core/engine.ts", "core/contract/", ...VALUES];

/** A room without the outside world: values of the contract, other pure rooms, and libraries that are pure too. */
function pure(folder: string, ...rooms: readonly string[]): Room {
  const own = [folder, ...rooms, "core/contract/views.ts", ...VALUES];
  return { folder, own, packages: ["@bufbuild/protobuf", "protobufjs"], node: [] };
}

const ROOMS: readonly Room[] = [
  { folder: "core/", own: ["core/"], packages: ["*"], node: ["*"] },
  { folder: "core/contract/", own: ["core/contract/", ...VALUES], packages: ["valibot", "birpc"], node: [] },
  pure("core/wire/"),
  pure("core/guess/", "core/wire/"),
  pure("core/input/", "core/wire/", "core/guess/"),
  pure("core/frames/", "core/wire/", "core/guess/"),
  pure("core/edit/", "core/wire/", "core/contract/"),
  pure("core/infer/", "core/wire/", "core/guess/", "core/contract/"),
  pure("core/match/", "core/wire/", "core/guess/", "core/codec/", "core/contract/"),
  pure(
    "core/documents/",
    "core/wire/",
    "core/guess/",
    "core/frames/",
    "core/edit/",
    "core/infer/",
    "core/codec/",
    "core/contract/",
  ),
  pure("core/codec/", "core/wire/"),
  pure("core/variables/", "core/contract/environments.ts", "core/contract/dots.ts"),
  {
    folder: "core/validation/",
    own: ["core/validation/", "core/codec/json/", ...VALUES],
    packages: ["@bufbuild/protobuf", "@bufbuild/protovalidate"],
    node: [],
  },
  {
    folder: "core/exchange/",
    own: ["core/exchange/", "core/contract/", "core/channels/http-json/value-splitter.ts", ...VALUES],
    packages: ["valibot", "yaml"],
    node: [],
  },
  {
    folder: "renderer/",
    own: ["renderer/", "core/contract/", ...VALUES],
    packages: ["react", "react-dom", "d3-hierarchy", "monaco-editor", "valibot", "@fontsource-variable/*"],
    node: [],
  },
  { folder: "renderer/vite.config.ts", own: [], packages: ["vite", "esbuild"], node: ["*"] },
  {
    folder: "cli/",
    own: ["cli/", "proto-samples/server/", "package.json", ...DOOR],
    packages: ["*"],
    node: ["*"],
  },
  {
    folder: "electron/",
    own: ["electron/", "proto-samples/server/", ...DOOR],
    packages: ["electron", "valibot"],
    node: ["*"],
  },
  {
    folder: "proto-samples/",
    own: ["proto-samples/", "core/contract/", "core/schema/"],
    packages: ["*"],
    node: ["*"],
  },
];

/** The packages that only one face knows. */
const NOT_IN_CORE = /^(electron|react|react-dom|monaco-editor|vite)(\/|$)/;

const BUILTIN = new Set(builtinModules);

/** A sentence for each import that crosses a wall. */
export function roomBreaches(file: SourceFile): readonly string[] {
  const room = ROOMS.filter(({ folder }) => file.path.startsWith(folder)).sort(
    (a, b) => b.folder.length - a.folder.length,
  )[0];
  if (room === undefined) return [];
  return importsOf(file)
    .filter((found) => !mayImport(room, found))
    .map((found) => `${file.path} imports ${found.specifier}, which ${room.folder} may not`);
}

function mayImport(room: Room, { specifier, target }: Import): boolean {
  if (specifier.startsWith(".")) {
    return room.own.some((path) => (path.endsWith("/") ? target.startsWith(path) : target === path));
  }
  if (specifier.startsWith("node:") || BUILTIN.has(specifier)) {
    return room.node.includes("*") || room.node.includes(specifier);
  }
  if (room.folder.startsWith("core/") && NOT_IN_CORE.test(specifier)) return false;
  const name = specifier.split("/", specifier.startsWith("@") ? 2 : 1).join("/");
  return room.packages.some((allowed) => allowed === "*" || allowed === name || isBelow(allowed, name));
}

function isBelow(scope: string, name: string): boolean {
  return scope.endsWith("/*") && name.startsWith(scope.slice(0, -1));
}
