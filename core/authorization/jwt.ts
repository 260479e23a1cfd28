/** A JSON Web Token made from a key (RFC 7519, RFC 7515). */
import { createHmac, createPrivateKey, type KeyObject, sign } from "node:crypto";
import type { Authorization } from "../contract/authorization.ts";
import { ByteglassError } from "../error.ts";

/** What a token is made from. */
export type JwtRecipe = Extract<Authorization, { readonly kind: "jwt" }>;

/** ms that a token lives unless told. */
const DEFAULT_LIFETIME = 5 * 60 * 1000;

/**
 * A signed token, with `iat` now and `exp` at the end of its lifetime unless the claims have them. `now` is in ms.
 * Throws a `ByteglassError` (`usage`) for claims that are no JSON object and for a key that does not fit the algorithm.
 */
export function makeJwt(recipe: JwtRecipe, now: number = Date.now()): string {
  const issued = Math.floor(now / 1000);
  const expires = Math.floor((now + (recipe.lifetime ?? DEFAULT_LIFETIME)) / 1000);
  const header = { alg: recipe.algorithm, typ: "JWT", ...objectOf(recipe.header ?? "{}", "header") };
  const claims = { iat: issued, exp: expires, ...objectOf(recipe.claims, "claims") };
  const text = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  return `${text}.${signatureOf(text, recipe)}`;
}

function objectOf(json: string, what: string): object {
  const text = json.trim() === "" ? "{}" : json;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === "object" && value !== null && !Array.isArray(value)) return value;
  } catch (cause) {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new ByteglassError("usage", `The ${what} of the JWT are no JSON: ${reason}.`, {
      cause,
      hint: HINT,
    });
  }
  throw new ByteglassError("usage", `The ${what} of the JWT are no JSON object.`, { hint: HINT });
}

const HINT = 'Write an object, such as {"sub": "me", "aud": "api"}.';

function signatureOf(text: string, recipe: JwtRecipe): string {
  switch (recipe.algorithm) {
    case "HS256": {
      const secret = recipe.keyIsBase64 === true ? Buffer.from(recipe.key, "base64") : recipe.key;
      return createHmac("sha256", secret).update(text).digest("base64url");
    }
    case "RS256":
      return sign("sha256", Buffer.from(text), privateKey(recipe, "rsa")).toString("base64url");
    case "ES256":
      // JWS has the two numbers of the signature side by side (RFC 7518, 3.4), not in DER.
      return sign("sha256", Buffer.from(text), {
        key: privateKey(recipe, "ec"),
        dsaEncoding: "ieee-p1363",
      }).toString("base64url");
  }
}

function privateKey({ key, algorithm }: JwtRecipe, type: "rsa" | "ec"): KeyObject {
  const hint = `Give a PEM private key for ${type === "rsa" ? "RSA" : "the P-256 curve"}: -----BEGIN PRIVATE KEY-----.`;
  const read = readKey(key, hint);
  const curve = read.asymmetricKeyDetails?.namedCurve;
  if (read.asymmetricKeyType === type && (type === "rsa" || curve === "prime256v1")) return read;
  const found = curve ?? read.asymmetricKeyType ?? "unknown";
  throw new ByteglassError("usage", `${algorithm} cannot sign with this key: it is of the kind ${found}.`, {
    hint,
  });
}

function readKey(key: string, hint: string): KeyObject {
  try {
    return createPrivateKey(key);
  } catch (cause) {
    throw new ByteglassError("usage", "The key of the JWT cannot be read.", { hint, cause });
  }
}

function base64url(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}
