/** The algorithms a JSON Web Token can be signed with: a list that costs a face nothing to load. */

/** In the order they are offered (RFC 7518, RFC 8037). */
export const JWT_ALGORITHMS = [
  "RS256",
  "RS384",
  "RS512",
  "PS256",
  "ES256",
  "ES384",
  "HS256",
  "HS384",
  "HS512",
  "EdDSA",
] as const;
export type JwtAlgorithm = (typeof JWT_ALGORITHMS)[number];
