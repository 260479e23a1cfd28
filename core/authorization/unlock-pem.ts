/** The key of a JWT that is PEM and locked with a passphrase. */
import { createPrivateKey, type KeyObject } from "node:crypto";
import { isUnknownLock } from "../channels/locked-pem.ts";
import { ByteglassError } from "../error.ts";

/** Unlocks the key. Throws a `ByteglassError` (`usage`) that names the field of the passphrase where it is missing or wrong. */
export function unlockPem(pem: string, passphrase: string | undefined): KeyObject {
  const steps = [{ kind: "set-credentials", field: "passphrase" }] as const;
  if (passphrase === undefined || passphrase === "") {
    throw new ByteglassError("usage", "The key of the JWT is locked with a passphrase.", {
      hint: "Give the passphrase of the key.",
      steps,
    });
  }
  try {
    return createPrivateKey({ key: pem, passphrase });
  } catch (cause) {
    if (isUnknownLock(cause)) {
      throw new ByteglassError("usage", "The key of the JWT is locked in a way that cannot be read here.", {
        hint: "Lock it anew: openssl pkcs8 -topk8 -v2 aes-256-cbc -in key.pem.",
        steps: [{ kind: "set-credentials", field: "key" }],
        cause,
      });
    }
    throw new ByteglassError("usage", "The passphrase does not open the key of the JWT.", {
      hint: "Check the passphrase.",
      steps,
      cause,
    });
  }
}
