/** Credentials of a call, which the engine turns into metadata or a query. They are never written to disk or to a log. */
import * as v from "valibot";
import { Identifier, Text } from "./shapes.ts";

const Secret = v.pipe(v.string(), v.maxLength(65_536));

/** What the token endpoint of an OAuth 2 server is asked with. */
const OAuthClient = {
  tokenUrl: Identifier,
  clientId: Identifier,
  /** Absent for a public client. */
  clientSecret: v.optional(Secret),
  /** Names with spaces between. */
  scope: v.optional(v.string()),
  /** Other parameters of the token request, such as `audience`. */
  parameters: v.optional(v.array(v.object({ name: Identifier, value: v.string() }))),
  /** How the client names itself: HTTP Basic (absent), or in the body. */
  credentialsIn: v.optional(v.picklist(["header", "body"])),
};

/** One way to prove who calls. */
export const AuthorizationSchema = v.variant("kind", [
  v.object({ kind: v.literal("none") }),
  v.object({
    kind: v.literal("api-key"),
    name: Identifier,
    value: Secret,
    /** `query` is for channels whose URL has one. */
    in: v.picklist(["header", "query"]),
  }),
  v.object({ kind: v.literal("bearer"), token: Secret }),
  v.object({ kind: v.literal("basic"), username: v.string(), password: Secret }),
  v.object({ kind: v.literal("oauth2-client"), ...OAuthClient }),
  /** The code flow with PKCE (RFC 7636), over a redirect to loopback (RFC 8252). */
  v.object({ kind: v.literal("oauth2-code"), authorizationUrl: Identifier, ...OAuthClient }),
  v.object({
    kind: v.literal("jwt"),
    algorithm: v.picklist(["RS256", "ES256", "HS256"]),
    /** A PEM private key, or the shared secret of HS256. */
    key: Secret,
    /** True: the secret of HS256 is base64. */
    keyIsBase64: v.optional(v.boolean()),
    /** A JSON object; `iat` and `exp` are added unless it has them. */
    claims: Text,
    /** A JSON object that is merged into the header, such as `{"kid": "1"}`. */
    header: v.optional(Text),
    /** ms from now until the token ends; absent means 5 minutes. */
    lifetime: v.optional(v.pipe(v.number(), v.minValue(1000))),
  }),
]);
export type Authorization = v.InferOutput<typeof AuthorizationSchema>;
