/** Where a command keeps what the next one compares with: not the app's folder, which two programs must not share. */
import { homedir } from "node:os";
import { join } from "node:path";

/** The folder that is used when a command names none, by the customs of the system. */
export function stateFolder(
  environment: NodeJS.ProcessEnv = process.env,
  platform: NodeJS.Platform = process.platform,
  home: string = homedir(),
): string {
  const named = (name: string): string | undefined => environment[name] || undefined;
  switch (platform) {
    case "win32":
      return join(named("LOCALAPPDATA") ?? join(home, "AppData", "Local"), "byteglass", "state");
    case "darwin":
      return join(home, "Library", "Application Support", "byteglass", "state");
    default:
      return join(named("XDG_STATE_HOME") ?? join(home, ".local", "state"), "byteglass");
  }
}
