/** Credentials of a call, which the engine turns into metadata or a query. They are never written to disk or to a log. */
import * as v from "valibot";
import { VariableScopeSchema } from "./environments.ts";
import { JWT_ALGORITHMS } from "./jwt-algorithms.ts";
import { Identifier, Text } from "./shapes.ts";
import { TokenWaySchema } from "./token-way.ts";

const Secret = v.pipe(v.string(), v.maxLength(65_536));
/** What is empty is told in words by the engine, by the name that a person knows it by. */
const Typed = v.pipe(v.string(), v.maxLength(4096));

/** What the token endpoint of an OAuth 2 server is asked with. */
const OAuthClient = {
  tokenUrl: Typed,
  clientId: Typed,
  /** Absent for a public client. */
  clientSecret: v.optional(Secret),
  /** Names with spaces between. */
  scope: v.optional(v.string()),
  /** Other parameters of the token request and of the authorization page, such as `audience`. */
  parameters: v.optional(v.array(v.object({ name: Identifier, value: v.string() }))),
  /** How the client names itself: HTTP Basic (absent), or in the body. */
  credentialsIn: v.optional(v.picklist(["header", "body"])),
};

/** What a JSON Web Token is made of. */
const JwtRecipe = {
  algorithm: v.picklist(JWT_ALGORITHMS),
  /** A private key (PEM, JWK, or the JSON file of a service account), or the shared secret of HS…. */
  key: Secret,
  /** Opens a PEM key that is encrypted. */
  passphrase: v.optional(v.pipe(v.string(), v.maxLength(1024))),
  /** True: the secret of HS… is base64. */
  keyIsBase64: v.optional(v.boolean()),
  /** A JSON object; `iat`, `exp` and what a service account's file says are added unless it has them. */
  claims: Text,
  /** A JSON object that is merged into the header, such as `{"kid": "1"}`. */
  header: v.optional(Text),
  /** ms from now until the token ends; absent means 5 minutes. */
  lifetime: v.optional(v.pipe(v.number(), v.minValue(1000))),
};

/** One way to prove who calls. */
export const AuthorizationSchema = v.variant("kind", [
  v.object({ kind: v.literal("none") }),
  v.object({
    kind: v.literal("api-key"),
    name: Typed,
    value: Secret,
    /** `query` is for channels whose URL has one. */
    in: v.picklist(["header", "query"]),
  }),
  v.object({ kind: v.literal("bearer"), token: Secret }),
  v.object({ kind: v.literal("basic"), username: v.string(), password: Secret }),
  v.object({ kind: v.literal("oauth2-client"), ...OAuthClient }),
  /** The code flow with PKCE (RFC 7636), over a redirect to loopback (RFC 8252). */
  v.object({
    kind: v.literal("oauth2-code"),
    authorizationUrl: Typed,
    /** The port of the redirect on 127.0.0.1, for servers that allow one alone; absent takes any. */
    redirectPort: v.optional(v.pipe(v.number(), v.integer(), v.minValue(0), v.maxValue(65_535))),
    ...OAuthClient,
  }),
  v.object({ kind: v.literal("jwt"), ...JwtRecipe }),
  /** A token for a JWT that is made from a key (RFC 7523, 2.1); `clientId` may be empty, since the JWT says who asks. */
  v.object({ kind: v.literal("oauth2-jwt"), ...OAuthClient, ...JwtRecipe }),
]);
export type Authorization = v.InferOutput<typeof AuthorizationSchema>;
/** The ways that get a token from an OAuth 2 server. */
export type OAuthAuthorization = Extract<Authorization, { readonly tokenUrl: string }>;
/** True for a way that gets a token from an OAuth 2 server. */
export function isOAuth(authorization: Authorization): authorization is OAuthAuthorization {
  return "tokenUrl" in authorization;
}

export const AuthorizationParams = v.object({
  authorization: AuthorizationSchema,
  /** Where `{{name}}` is looked up; absent leaves texts as they are. */
  scope: v.optional(VariableScopeSchema),
  /** That of the server which the credentials are for; absent asks a token endpoint as the environment has it. */
  way: v.optional(TokenWaySchema),
});
export const ConsentParams = v.object({ operationId: Identifier, ...AuthorizationParams.entries });
export const ConsentNameParams = v.object({ operationId: Identifier });
export type AuthorizationRequest = v.InferOutput<typeof AuthorizationParams>;
export type ConsentRequest = v.InferOutput<typeof ConsentParams>;
export type ConsentNameRequest = v.InferOutput<typeof ConsentNameParams>;

/** An OAuth 2 token as a face may see it. */
export interface TokenState {
  readonly state: "none" | "valid" | "expired";
  /** The token with dots in place of all but its end; empty without one. */
  readonly shown: string;
  /** ISO 8601; absent when the server set no end. */
  readonly expiresAt?: string;
  readonly scope?: string;
  /** True when it renews itself without a person. */
  readonly renews: boolean;
}

/** What a call would carry, secrets masked. */
export interface CredentialsPreview {
  readonly metadata: readonly { readonly name: string; readonly value: string }[];
  readonly query: readonly { readonly name: string; readonly value: string }[];
}

/** The engine's methods about credentials. */
export interface AuthorizationMethods {
  /** Asks no server: an OAuth 2 token that is not there yet is left out. Rejects with `usage` for a key or claims that do not work. */
  previewCredentials(request: AuthorizationRequest): Promise<CredentialsPreview>;
  /** The token that is kept in memory for OAuth 2. */
  tokenState(request: AuthorizationRequest): Promise<TokenState>;
  /** Gets a new token from a server that needs no person. */
  renewToken(request: ConsentRequest): Promise<TokenState>;
  /** Listens for a redirect and answers with the address that a person has to open. `cancel` ends the wait. */
  beginConsent(request: ConsentRequest): Promise<{ readonly url: string }>;
  /** Waits for the redirect of `beginConsent`, at most five minutes, and keeps the token that comes of it. */
  finishConsent(request: ConsentNameRequest): Promise<TokenState>;
  forgetToken(request: AuthorizationRequest): Promise<void>;
}
