/** What is wrong with a private key that is PEM and locked with a passphrase, in the words of OpenSSL and of BoringSSL. */
import { messageOf } from "../error.ts";

/** True for a key that has to be unlocked: PKCS#8 (RFC 5958), or the older form of OpenSSL (RFC 1421). */
export function isLockedPem(pem: string): boolean {
  return /-----BEGIN ENCRYPTED PRIVATE KEY-----|^Proc-Type: *4, *ENCRYPTED/m.test(pem);
}

/**
 * True when the key is locked in a way that is not known here, whatever the passphrase is: BoringSSL (the app) has no
 * scrypt, and neither has DES. A wrong passphrase is not told apart by its words: in one of 256 the outcome looks like a
 * key, and "unsupported" is then what the decoders of OpenSSL say of it.
 */
export function isUnknownLock(cause: unknown): boolean {
  const words = messageOf(cause);
  return /unsupported|unknown[ _]/i.test(words) && !/DECODER routines/.test(words);
}
