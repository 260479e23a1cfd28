import { isAbsolute, relative, resolve } from "node:path";

/** The file that an address stands for, or undefined when that is not below `folder`. */
export function resolveUiFile(folder: string, address: string): string | undefined {
  try {
    const path = decodeURIComponent(new URL(address).pathname);
    if (path.includes("\0") || path.includes("\\")) return undefined;
    const file = resolve(folder, `.${path}`);
    const below = relative(folder, file);
    return below === "" || below.startsWith("..") || isAbsolute(below) ? undefined : file;
  } catch {
    return undefined;
  }
}
