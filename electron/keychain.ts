/** Secrets of a face, in the system's keychain where there is a real one, and else in memory until the app ends. */
import { mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { app, safeStorage } from "electron";
import type { SecretKeeping } from "../core/contract/bridge.ts";

/** Secrets without a keychain, by their names. */
const remembered = new Map<string, string>();

/**
 * How secrets are kept. On Linux, Electron can encrypt with a password that is the same everywhere when there is no
 * secret service: that is no keychain, and nothing is written with it.
 */
export function secretKeeping(): SecretKeeping {
  if (!safeStorage.isEncryptionAvailable()) return "session";
  const backend = process.platform === "linux" ? safeStorage.getSelectedStorageBackend() : "system";
  return backend === "basic_text" || backend === "unknown" ? "session" : "keychain";
}

/** Keeps a text under a name (letters, digits and dashes), or forgets it where it is empty. */
export function keepSecret(name: string, text: string): SecretKeeping {
  const keeping = secretKeeping();
  if (keeping === "session") {
    if (text === "") remembered.delete(name);
    else remembered.set(name, text);
    return keeping;
  }
  const file = fileOf(name);
  if (text === "") {
    rmSync(file, { force: true });
    return keeping;
  }
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.tmp`, safeStorage.encryptString(text), { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
  return keeping;
}

/** The text of a name; undefined when there is none, or when the keychain no longer opens it. */
export function readSecret(name: string): string | undefined {
  if (secretKeeping() === "session") return remembered.get(name);
  try {
    return safeStorage.decryptString(readFileSync(fileOf(name)));
  } catch {
    // A file that is gone or of another keychain is the same to whoever asks: the secret has to be typed again.
    return undefined;
  }
}

function folder(): string {
  return join(app.getPath("userData"), "secrets");
}

function fileOf(name: string): string {
  return join(folder(), `${name}.bin`);
}
