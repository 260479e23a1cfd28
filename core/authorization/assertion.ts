/** The JWT bearer grant of OAuth 2 (RFC 7523, 2.1): a token for an assertion that a key signs, as service accounts use it. */
import type { Authorization } from "../contract/authorization.ts";
import { makeJwt } from "./jwt.ts";

/** What the grant is made with. */
export type JwtBearer = Extract<Authorization, { readonly kind: "oauth2-jwt" }>;

const GRANT_TYPE = "urn:ietf:params:oauth:grant-type:jwt-bearer";

/**
 * The parameters of the grant. The assertion is for the token endpoint (`aud`) unless the claims say otherwise. With the
 * JSON of a service account it says who asks (`iss`) and has the scopes as a claim, as Google reads them; else they are a
 * parameter. `now` is in ms. Throws as `makeJwt` does.
 */
export function jwtBearerGrant(
  client: JwtBearer,
  now: number = Date.now(),
): Readonly<Record<string, string>> {
  const { tokenUrl, scope = "" } = client;
  const scoped = scope === "" ? {} : { scope };
  let isAccount = false;
  const assertion = makeJwt(client, now, (account) => {
    isAccount = account !== undefined;
    return { ...(account === undefined ? {} : { iss: account, ...scoped }), aud: tokenUrl };
  });
  return { grant_type: GRANT_TYPE, assertion, ...(isAccount ? {} : scoped) };
}
