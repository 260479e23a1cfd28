/**
 * Secrets of a face: in the system's keychain where there is a real one. Elsewhere they stay in memory until the app
 * ends, unless the user agreed to files that are encrypted with a key that everybody can know.
 */
import { mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { app, safeStorage } from "electron";
import * as v from "valibot";
import type { SecretKeeping } from "../core/contract/bridge.ts";
import { readKept, writeKept } from "./kept-value.ts";

const Agreement = v.object({ openFiles: v.boolean() });

/** Secrets that are in no file, by their names. */
const remembered = new Map<string, string>();

/** How secrets are kept. */
export function secretKeeping(): SecretKeeping {
  if (hasKeychain()) return "keychain";
  if (readKept(agreementFile(), Agreement)?.openFiles !== true) return "session";
  return canWriteOpenly() ? "open-file" : "session";
}

/**
 * On Linux, Electron can encrypt with a password that is the same everywhere when there is no secret service: that is
 * no keychain.
 */
function hasKeychain(): boolean {
  if (!safeStorage.isEncryptionAvailable()) return false;
  const backend = process.platform === "linux" ? safeStorage.getSelectedStorageBackend() : "system";
  return backend !== "basic_text" && backend !== "unknown";
}

/** Other systems always have a keychain; there is no second way on them. */
function canWriteOpenly(): boolean {
  if (process.platform !== "linux") return false;
  safeStorage.setUsePlainTextEncryption(true);
  return safeStorage.isEncryptionAvailable();
}

/** Keeps the user's word on files without a keychain. Agreed, they are written at once; withdrawn, they are deleted. */
export function agreeToOpenFiles(agreed: boolean): SecretKeeping {
  if (hasKeychain()) return "keychain";
  if (agreed) {
    writeKept(agreementFile(), { openFiles: true });
    const keeping = secretKeeping();
    if (keeping === "open-file") for (const [name, text] of remembered) writeFile(name, text);
    return keeping;
  }
  for (const name of writtenNames()) {
    const text = readFile(name);
    if (text !== undefined) remembered.set(name, text);
  }
  rmSync(folder(), { recursive: true, force: true });
  writeKept(agreementFile(), { openFiles: false });
  return secretKeeping();
}

/** Keeps a text under a name (letters, digits and dashes), or forgets it where it is empty. */
export function keepSecret(name: string, text: string): SecretKeeping {
  const keeping = secretKeeping();
  if (text === "") remembered.delete(name);
  else remembered.set(name, text);
  if (keeping === "session") return keeping;
  if (text === "") rmSync(fileOf(name), { force: true });
  else writeFile(name, text);
  return keeping;
}

/** The text of a name; undefined when there is none, or when the keychain no longer opens it. */
export function readSecret(name: string): string | undefined {
  return secretKeeping() === "session" ? remembered.get(name) : readFile(name);
}

function writeFile(name: string, text: string): void {
  const file = fileOf(name);
  mkdirSync(folder(), { recursive: true, mode: 0o700 });
  writeFileSync(`${file}.tmp`, safeStorage.encryptString(text), { mode: 0o600 });
  renameSync(`${file}.tmp`, file);
}

function readFile(name: string): string | undefined {
  try {
    return safeStorage.decryptString(readFileSync(fileOf(name)));
  } catch {
    // A file that is gone or of another keychain is the same to whoever asks: the secret has to be typed again.
    return undefined;
  }
}

function writtenNames(): readonly string[] {
  try {
    return readdirSync(folder())
      .filter((file) => file.endsWith(".bin"))
      .map((file) => file.slice(0, -".bin".length));
  } catch {
    // There is no folder until something was kept.
    return [];
  }
}

function folder(): string {
  return join(app.getPath("userData"), "secrets");
}

function fileOf(name: string): string {
  return join(folder(), `${name}.bin`);
}

function agreementFile(): string {
  return join(app.getPath("userData"), "secret-keeping.json");
}
