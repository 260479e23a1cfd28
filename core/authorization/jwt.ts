/** A JSON Web Token made from a key (RFC 7519, RFC 7515). */
import { createHmac, type KeyObject, sign } from "node:crypto";
import type { Authorization } from "../contract/authorization.ts";
import type { JwtAlgorithm } from "../contract/jwt-algorithms.ts";
import { ByteglassError, messageOf } from "../error.ts";
import { isJsonObject } from "../json-value.ts";
import { readJwtKey, signatureKindOf } from "./jwt-key.ts";

/** What a token is made from. */
export type JwtRecipe = Omit<Extract<Authorization, { readonly kind: "jwt" }>, "kind">;

/** ms that a token lives unless told. */
const DEFAULT_LIFETIME = 5 * 60 * 1000;
const HINT = 'Write an object, such as {"sub": "me", "aud": "api"}.';

/** The claims that a token has besides, given the address of the service account that its key is of. */
export type OwnClaims = (account: string | undefined) => Readonly<Record<string, string>>;

const selfSigned: OwnClaims = (account) => (account === undefined ? {} : { iss: account, sub: account });

/**
 * A signed token, with `iat` now and `exp` at the end of its lifetime unless the claims have them. What a key says of
 * itself (`kid` of a JWK; `kid`, `iss` and `sub` of a service account) stands in it unless header and claims say
 * otherwise. `now` is in ms. Throws a `ByteglassError` (`usage`) for claims that are no JSON object and for a key that
 * does not fit the algorithm or is not opened by its passphrase.
 */
export function makeJwt(recipe: JwtRecipe, now: number = Date.now(), own: OwnClaims = selfSigned): string {
  const { algorithm } = recipe;
  const issued = Math.floor(now / 1000);
  const expires = Math.floor((now + (recipe.lifetime ?? DEFAULT_LIFETIME)) / 1000);
  const more = objectOf(recipe.header ?? "{}", "header");
  const claimed = objectOf(recipe.claims, "claims");
  const key = readJwtKey(recipe);
  const header = { alg: algorithm, typ: "JWT", ...key.header, ...more };
  const claims = { ...own(key.account), iat: issued, exp: expires, ...claimed };
  const text = `${base64url(JSON.stringify(header))}.${base64url(JSON.stringify(claims))}`;
  return `${text}.${signatureOf(text, algorithm, key.material).toString("base64url")}`;
}

function objectOf(json: string, what: "header" | "claims"): object {
  const are = what === "claims" ? "are" : "is";
  const blamed = { hint: HINT, steps: [{ kind: "set-credentials", field: what }] } as const;
  const text = json.trim() === "" ? "{}" : json;
  try {
    const value: unknown = JSON.parse(text);
    if (isJsonObject(value)) return value;
  } catch (cause) {
    const reason = messageOf(cause);
    throw new ByteglassError("usage", `The ${what} of the JWT ${are} no JSON: ${reason}.`, {
      ...blamed,
      cause,
    });
  }
  throw new ByteglassError("usage", `The ${what} of the JWT ${are} no JSON object.`, blamed);
}

function signatureOf(text: string, algorithm: JwtAlgorithm, key: KeyObject): Buffer {
  const bytes = Buffer.from(text, "utf8");
  const { digest, scheme, options } = signatureKindOf(algorithm);
  if (scheme === "hmac" && digest !== undefined) return createHmac(digest, key).update(bytes).digest();
  return sign(digest, bytes, { key, ...options });
}

function base64url(text: string): string {
  return Buffer.from(text, "utf8").toString("base64url");
}
