/**
 * PKCS#12 files that are encrypted with RC2, as older macOS, Windows and Java write them: OpenSSL 3 reads them only in a
 * process that was started for it.
 */
import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { createSecureContext } from "node:tls";
import type { Arguments } from "./arguments.ts";
import { secretOf } from "./secret.ts";

const flag = "--openssl-legacy-provider";

/**
 * Runs the same command line in a process that reads such a file, where one is given; answers with its exit status.
 * Undefined where there is no need: whatever else is wrong with the file is told when it is used.
 */
export async function runForLegacyBundle(given: Arguments): Promise<number | undefined> {
  const file = given.text("pkcs12");
  const isStarted = [...process.execArgv, process.env["NODE_OPTIONS"] ?? ""].join(" ").includes(flag);
  if (file === undefined || isStarted || !isLegacy(file, passphraseOf(given))) return undefined;
  const child = spawn(process.execPath, [flag, ...process.execArgv, ...process.argv.slice(1)], {
    stdio: "inherit",
  });
  process.once("SIGTERM", () => child.kill("SIGTERM"));
  return await new Promise((resolve, reject) => {
    child.once("error", reject);
    child.once("close", (status) => resolve(status ?? 1));
  });
}

function passphraseOf(given: Arguments): string | undefined {
  return given.text("passphrase") === undefined ? undefined : secretOf(given, "passphrase");
}

function isLegacy(file: string, passphrase: string | undefined): boolean {
  try {
    createSecureContext({
      pfx: readFileSync(file),
      ...(passphrase === undefined ? {} : { passphrase }),
    });
    return false;
  } catch (thrown) {
    return thrown instanceof Error && /unsupported/i.test(thrown.message);
  }
}
