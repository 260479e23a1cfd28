/** Whether Chromium's sandbox can be set up here, and what to do where it cannot. */
import { spawnSync } from "node:child_process";
import { existsSync, statSync } from "node:fs";
import { join } from "node:path";

/**
 * The switches to start with and a sentence about them, or a sentence about what has to be done first.
 * `switches` is absent when Electron would refuse to start.
 */
export function planSandbox(dist) {
  if (process.platform !== "linux") return { switches: [] };
  if (process.getuid?.() === 0) {
    return {
      switches: ["--no-sandbox"],
      sentence: "Running as root, where Chromium has no sandbox: starting with --no-sandbox.",
    };
  }
  const helper = join(dist, "chrome-sandbox");
  if (hasUserNamespaces() || !existsSync(helper) || isSetUp(helper)) return { switches: [] };
  return {
    sentence: `This system keeps Chromium from making its sandbox. Run: sudo chown root:root ${helper} && sudo chmod 4755 ${helper}`,
  };
}

/** True where a process without privileges may make a user namespace of its own, or where that cannot be found out. */
function hasUserNamespaces() {
  const { status, error } = spawnSync("unshare", ["--user", "--map-root-user", "true"], { stdio: "ignore" });
  return error !== undefined || status === 0;
}

function isSetUp(helper) {
  const { uid, mode } = statSync(helper);
  return uid === 0 && (mode & 0o4000) !== 0;
}
