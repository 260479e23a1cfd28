import type { Monaco } from "./monaco-setup.ts";

let loading: Promise<Monaco> | undefined;

/** The editor, loaded once, behind the first paint. */
export function loadMonaco(): Promise<Monaco> {
  loading ??= import("./monaco-setup.ts").then((module) => module.monaco);
  return loading;
}
