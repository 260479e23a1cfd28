/** Finds the files that travel with the code: from source, from a bundle in `dist/`, and from a packaged app. */
import { existsSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

/** Where the bundled files are; a member is absent where nothing was found. */
export interface ResourceDirectories {
  /** Holds `google/api/http.proto` and its neighbours. */
  readonly include?: string;
  /** The npm package `protoc`: `bin/` and `include/google/protobuf/`. */
  readonly protoc?: string;
}

/** Names the folder that holds `include/` and `protoc/`, before any search. */
const resourcesVariable = "BYTEGLASS_RESOURCES";

const includeMarker = join("google", "api", "http.proto");
const protocMarker = join("include", "google", "protobuf", "descriptor.proto");

let found: ResourceDirectories | undefined;

/**
 * The folders of bundled files. Looked for in `BYTEGLASS_RESOURCES`, then from this module's own folder upwards
 * (`include/` beside a bundle, `core/schema/include/` in the source, `node_modules/protoc/`), then in the resources
 * of a packaged app. The answer is kept.
 */
export function resourceDirectories(): ResourceDirectories {
  found ??= search();
  return found;
}

function search(): ResourceDirectories {
  const roots = searchRoots();
  const include = firstWith(
    roots.flatMap((root) => [join(root, "include"), join(root, "core", "schema", "include")]),
    includeMarker,
  );
  const protoc = firstWith(
    roots.flatMap((root) => [join(root, "protoc"), unpacked(join(root, "node_modules", "protoc"))]),
    protocMarker,
  );
  return { ...(include === undefined ? {} : { include }), ...(protoc === undefined ? {} : { protoc }) };
}

function searchRoots(): readonly string[] {
  const roots: string[] = [];
  const named = process.env[resourcesVariable];
  if (named !== undefined && named !== "") roots.push(named);
  for (let folder = moduleDirectory(); ; folder = dirname(folder)) {
    roots.push(folder, join(folder, "dist"));
    if (dirname(folder) === folder) break;
  }
  if ("resourcesPath" in process && typeof process.resourcesPath === "string")
    roots.push(process.resourcesPath);
  return roots;
}

/** The folder of this module, or of the bundle it became part of (CommonJS bundles have no `import.meta.url`). */
function moduleDirectory(): string {
  return typeof __dirname === "string" ? __dirname : dirname(fileURLToPath(import.meta.url));
}

/** An executable cannot run inside an archive: packaged apps keep it beside. */
function unpacked(path: string): string {
  return path.replace(/\.asar(?=[\\/])/, ".asar.unpacked");
}

function firstWith(folders: readonly string[], marker: string): string | undefined {
  return folders.find((folder) => existsSync(join(folder, marker)));
}
