/** The key of a JWT in the forms it comes in, and what each algorithm wants of it (RFC 7518, RFC 8037, RFC 7517). */
import {
  constants,
  createPrivateKey,
  createSecretKey,
  type KeyObject,
  type SigningOptions,
} from "node:crypto";
import { isLockedPem } from "../channels/locked-pem.ts";
import type { Authorization } from "../contract/authorization.ts";
import type { JwtAlgorithm } from "../contract/jwt-algorithms.ts";
import { ByteglassError } from "../error.ts";
import { unlockPem } from "./unlock-pem.ts";

type JwtRecipe = Pick<
  Extract<Authorization, { readonly kind: "jwt" }>,
  "algorithm" | "key" | "keyIsBase64" | "passphrase"
>;

/** How an algorithm signs. */
export interface SignatureKind {
  /** The hash, as Node names it; absent where the algorithm has its own (EdDSA). */
  readonly digest: "sha256" | "sha384" | "sha512" | undefined;
  readonly scheme: "hmac" | "rsa" | "ec" | "edwards";
  readonly options?: SigningOptions;
}

/** A key ready to sign, with what its own file says. */
export interface JwtKey {
  readonly material: KeyObject;
  /** What it has for the header of a token. */
  readonly header: Readonly<Record<string, string>>;
  /** The address of the service account that it is of. */
  readonly account: string | undefined;
}

const PSS: SigningOptions = {
  padding: constants.RSA_PKCS1_PSS_PADDING,
  saltLength: constants.RSA_PSS_SALTLEN_DIGEST,
};
// JWS has the two numbers of the signature side by side (RFC 7518, 3.4), not in DER.
const SIDE_BY_SIDE: SigningOptions = { dsaEncoding: "ieee-p1363" };

const KINDS: Readonly<Record<JwtAlgorithm, SignatureKind>> = {
  RS256: { digest: "sha256", scheme: "rsa" },
  RS384: { digest: "sha384", scheme: "rsa" },
  RS512: { digest: "sha512", scheme: "rsa" },
  PS256: { digest: "sha256", scheme: "rsa", options: PSS },
  ES256: { digest: "sha256", scheme: "ec", options: SIDE_BY_SIDE },
  ES384: { digest: "sha384", scheme: "ec", options: SIDE_BY_SIDE },
  HS256: { digest: "sha256", scheme: "hmac" },
  HS384: { digest: "sha384", scheme: "hmac" },
  HS512: { digest: "sha512", scheme: "hmac" },
  EdDSA: { digest: undefined, scheme: "edwards" },
};

const CURVES: Partial<Readonly<Record<JwtAlgorithm, string>>> = { ES256: "prime256v1", ES384: "secp384r1" };

/** How an algorithm signs. */
export function signatureKindOf(algorithm: JwtAlgorithm): SignatureKind {
  return KINDS[algorithm];
}

/**
 * Reads the key: for HS… the shared secret, else a PEM private key, a JWK, or the JSON file of a Google service account.
 * Throws a `ByteglassError` (`usage`) for one that cannot be read, is not opened by the passphrase, is a public key, or does not
 * fit; where one field is to blame its step names it.
 */
export function readJwtKey(recipe: JwtRecipe): JwtKey {
  const { key, algorithm, keyIsBase64, passphrase } = recipe;
  const hint = hintOf(algorithm);
  if (key.trim() === "") throw unusable("The JWT has no key to be signed with.", hint);
  if (KINDS[algorithm].scheme === "hmac") {
    const secret = Buffer.from(key, keyIsBase64 === true ? "base64" : "utf8");
    return { material: createSecretKey(secret), header: {}, account: undefined };
  }
  const file = key.trimStart().startsWith("{") ? readJson(key, hint) : undefined;
  const material = file === undefined ? readPem(key, passphrase, hint) : readFileKey(file, passphrase, hint);
  requireFit(material, algorithm, hint);
  return { material, ...saidBy(file) };
}

type KeyFile = Readonly<Record<string, unknown>>;

function readJson(text: string, hint: string): KeyFile {
  try {
    return JSON.parse(text);
  } catch (cause) {
    throw unusable("The key of the JWT is no PEM, and as JSON it cannot be read.", hint, cause);
  }
}

function readFileKey(file: KeyFile, passphrase: string | undefined, hint: string): KeyObject {
  const { private_key: pem, kty, d } = file;
  if (typeof pem === "string") return readPem(pem, passphrase, hint);
  if (typeof kty === "string" && typeof d === "string") return readJwk(file, hint);
  throw unusable(
    'The key of the JWT is JSON without a private key: neither "private_key" (a service account) nor "kty" with "d" (a JWK) is in it.',
    hint,
  );
}

function readJwk(key: KeyFile, hint: string): KeyObject {
  try {
    return createPrivateKey({ key: { ...key }, format: "jwk" });
  } catch (cause) {
    throw unusable("The JWK cannot be read as a private key.", hint, cause);
  }
}

function readPem(key: string, passphrase: string | undefined, hint: string): KeyObject {
  // What travels through JSON and environment variables often has \n in place of line ends.
  const pem = key.includes("\n") ? key : key.replaceAll("\\n", "\n");
  if (isLockedPem(pem)) return unlockPem(pem, passphrase);
  try {
    return createPrivateKey(pem);
  } catch (cause) {
    throw unusable(unreadable(pem), hint, cause);
  }
}

function unreadable(pem: string): string {
  if (/BEGIN (RSA )?PUBLIC KEY/.test(pem)) return "The key of the JWT is a public key, which cannot sign.";
  if (/BEGIN CERTIFICATE/.test(pem)) return "The key of the JWT is a certificate, which cannot sign.";
  if (/BEGIN OPENSSH PRIVATE KEY/.test(pem))
    return "The key of the JWT has OpenSSH's own form; `ssh-keygen -p -m PKCS8 -f FILE` writes it as PEM.";
  return "The key of the JWT cannot be read.";
}

function requireFit(key: KeyObject, algorithm: JwtAlgorithm, hint: string): void {
  const kind = key.asymmetricKeyType ?? "unknown";
  const curve = key.asymmetricKeyDetails?.namedCurve;
  if (isFit(kind, curve, algorithm)) return;
  throw unusable(`${algorithm} cannot sign with this key: it is of the kind ${curve ?? kind}.`, hint);
}

function isFit(kind: string, curve: string | undefined, algorithm: JwtAlgorithm): boolean {
  switch (KINDS[algorithm].scheme) {
    case "rsa":
      return kind === "rsa";
    case "ec":
      return kind === "ec" && curve === CURVES[algorithm];
    case "edwards":
      return kind === "ed25519" || kind === "ed448";
    case "hmac":
      return false;
  }
}

function saidBy(file: KeyFile | undefined): Pick<JwtKey, "header" | "account"> {
  const { kid, private_key_id: keyId, client_email: email } = file ?? {};
  const id = kid ?? keyId;
  return {
    header: typeof id === "string" ? { kid: id } : {},
    account: typeof email === "string" ? email : undefined,
  };
}

function unusable(message: string, hint: string, cause?: unknown): ByteglassError {
  const steps = [{ kind: "set-credentials", field: "key" }] as const;
  return new ByteglassError("usage", message, { hint, steps, cause });
}

function hintOf(algorithm: JwtAlgorithm): string {
  switch (KINDS[algorithm].scheme) {
    case "hmac":
      return "Give the secret that the server shares.";
    case "rsa":
      return "Give a private key for RSA: PEM (-----BEGIN PRIVATE KEY-----), a JWK, or the JSON file of a service account.";
    case "ec":
      return `Give a private key for the ${algorithm === "ES256" ? "P-256" : "P-384"} curve: PEM (-----BEGIN PRIVATE KEY-----) or a JWK.`;
    case "edwards":
      return "Give an Ed25519 private key: PEM (-----BEGIN PRIVATE KEY-----) or a JWK.";
  }
}
