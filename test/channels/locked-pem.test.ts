import { describe, expect, it } from "vitest";
import { isLockedPem, isUnknownLock } from "../../core/channels/locked-pem.ts";

describe("a key that is locked", () => {
  it.each([
    ["-----BEGIN ENCRYPTED PRIVATE KEY-----\nAA==", true],
    ["-----BEGIN RSA PRIVATE KEY-----\nProc-Type: 4,ENCRYPTED\nDEK-Info: AES-256-CBC,00\n\nAA==", true],
    ["-----BEGIN RSA PRIVATE KEY-----\r\nProc-Type: 4,ENCRYPTED\r\n", true],
    ["-----BEGIN PRIVATE KEY-----\nAA==", false],
    ["ENCRYPTED", false],
  ])("%j: %j", (pem, locked) => expect(isLockedPem(pem)).toBe(locked));

  // What OpenSSL 3 (Node) and BoringSSL (Electron) said of keys that other tools had locked.
  it.each([
    ["error:0308010C:digital envelope routines::unsupported", true],
    ["error:03000079:digital envelope routines::unknown pbe algorithm", true],
    ["error:13000082:PKCS8 routines:OPENSSL_internal:UNSUPPORTED_PRF", true],
    ["error:13000077:PKCS8 routines:OPENSSL_internal:UNKNOWN_ALGORITHM", true],
    ["error:13000080:PKCS8 routines:OPENSSL_internal:UNSUPPORTED_KEY_DERIVATION_FUNCTION", true],
    ["error:1C800064:Provider routines::bad decrypt", false],
    ["error:1E08010C:DECODER routines::unsupported", false],
    ["error:1e000065:Cipher functions:OPENSSL_internal:BAD_DECRYPT", false],
    ["error:06000066:public key routines:OPENSSL_internal:DECODE_ERROR", false],
    ["error:07880109:common libcrypto routines::interrupted or cancelled", false],
    ["Passphrase required for encrypted key", false],
  ])("%s: %j", (words, unknown) => expect(isUnknownLock(new Error(words))).toBe(unknown));
});
