/** The ways to prove who calls, as a person chooses them. Pure. */
import { type Authorization, isOAuth } from "../../core/contract/authorization.ts";
import { JWT_ALGORITHMS, type JwtAlgorithm } from "../../core/contract/jwt-algorithms.ts";

/** Every way, in the order of the list. */
export const AUTHORIZATION_KINDS: readonly (readonly [Authorization["kind"], string])[] = [
  ["none", "None"],
  ["api-key", "API key"],
  ["bearer", "Bearer token"],
  ["basic", "Basic: user and password"],
  ["oauth2-client", "OAuth 2: client credentials"],
  ["oauth2-code", "OAuth 2: consent in a browser (code with PKCE)"],
  ["oauth2-jwt", "OAuth 2: JWT bearer (service account)"],
  ["jwt", "JWT made from a key"],
];

const ALGORITHM_KEYS: readonly (readonly [prefix: string, key: string])[] = [
  ["RS", "an RSA key"],
  ["PS", "an RSA key, PSS"],
  ["ES256", "a P-256 key"],
  ["ES384", "a P-384 key"],
  ["HS", "a shared secret"],
  ["EdDSA", "an Ed25519 key"],
];

/** Every algorithm of a JWT, with the key it wants. */
export const ALGORITHM_CHOICES: readonly (readonly [JwtAlgorithm, string])[] = JWT_ALGORITHMS.map(
  (algorithm) => [
    algorithm,
    `${algorithm}: ${ALGORITHM_KEYS.find(([prefix]) => algorithm.startsWith(prefix))?.[1] ?? "a key"}`,
  ],
);

/** Empty credentials of a kind. What it shares with the kind before is kept. */
export function emptyAuthorization(kind: Authorization["kind"], before: Authorization): Authorization {
  switch (kind) {
    case "none":
      return { kind };
    case "api-key":
      return { kind, name: "x-api-key", value: "", in: "header" };
    case "bearer":
      return { kind, token: "" };
    case "basic":
      return { kind, username: "", password: "" };
    case "oauth2-client":
      return { ...clientOf(before), kind };
    case "oauth2-code":
      return { authorizationUrl: "", ...clientOf(before), kind };
    case "oauth2-jwt":
      return { ...clientOf(before), ...recipeOf(before, kind), kind };
    case "jwt":
      return { ...recipeOf(before, kind), kind };
  }
}

type Client = Omit<Extract<Authorization, { readonly kind: "oauth2-client" }>, "kind">;
type Recipe = Omit<Extract<Authorization, { readonly kind: "jwt" }>, "kind">;

function clientOf(before: Authorization): Client {
  if (!isOAuth(before)) return { tokenUrl: "", clientId: "" };
  const { tokenUrl, clientId, clientSecret, scope, parameters, credentialsIn } = before;
  return {
    tokenUrl,
    clientId,
    ...(clientSecret === undefined ? {} : { clientSecret }),
    ...(scope === undefined ? {} : { scope }),
    ...(parameters === undefined ? {} : { parameters }),
    ...(credentialsIn === undefined ? {} : { credentialsIn }),
  };
}

/** What claims begin with: an assertion needs none but those that are added. */
const FIRST_CLAIMS = { jwt: '{"sub": "", "aud": ""}', "oauth2-jwt": "{}" } as const;

function recipeOf(before: Authorization, kind: keyof typeof FIRST_CLAIMS): Recipe {
  const first = FIRST_CLAIMS[kind];
  if (before.kind !== "jwt" && before.kind !== "oauth2-jwt") {
    return { algorithm: "RS256", key: "", claims: first };
  }
  const { algorithm, key, passphrase, header, claims } = before;
  return {
    algorithm,
    key,
    claims: claims === FIRST_CLAIMS[before.kind] ? first : claims,
    ...(passphrase === undefined ? {} : { passphrase }),
    ...(header === undefined ? {} : { header }),
  };
}

/** A text that is left out where it is empty. */
export function optional<Name extends string>(name: Name, text: string): { readonly [K in Name]?: string } {
  return (text === "" ? {} : { [name]: text }) as { readonly [K in Name]?: string };
}
