import { join } from "node:path";
import { app } from "electron";

/** A file of the app, inside the archive when it is packaged. */
export function appFile(...names: readonly string[]): string {
  return join(app.getAppPath(), ...names);
}
