/** Credentials and tokens behind the contract. */
import type { Token, TokenStore } from "../../authorization/index.ts";
import {
  type Authorization,
  type AuthorizationMethods,
  AuthorizationParams,
  type AuthorizationRequest,
  ConsentNameParams,
  ConsentParams,
  isOAuth,
  type OAuthAuthorization,
  type TokenState,
} from "../../contract/authorization.ts";
import { ByteglassError } from "../../error.ts";
import { door } from "../door.ts";
import type { Parts } from "../parts.ts";
import { authorizationRoom } from "../rooms.ts";
import { typedLookup, type VariableParts } from "../variables/variable-parts.ts";
import { putInTexts } from "../variables/variables.ts";

/** The engine's methods about credentials. */
export function authorizationMethods(
  { operations, tokens }: Pick<Parts, "operations" | "tokens">,
  variables: VariableParts,
): AuthorizationMethods {
  const consents = new Map<string, Promise<TokenState>>();
  const valuesOf = async <Request extends AuthorizationRequest>(request: Request): Promise<Request> => {
    const { authorization, way = {}, scope } = request;
    const lookup = await typedLookup(variables, scope);
    if (lookup === undefined) return request;
    return {
      ...request,
      authorization: await putInTexts("authorization", authorization, lookup),
      way: await putInTexts("connection", way, lookup),
    };
  };
  return {
    previewCredentials: door("previewCredentials", AuthorizationParams, async (request) =>
      preview((await valuesOf(request)).authorization, tokens),
    ),
    tokenState: door("tokenState", AuthorizationParams, async (request) => {
      const { authorization } = await valuesOf(request);
      const kept = isOAuth(authorization) ? (await tokens()).kept(authorization) : undefined;
      return await stateOf(kept);
    }),
    renewToken: door("renewToken", ConsentParams, (request) =>
      operations.run(request.operationId, async (signal) => {
        const store = await tokens();
        const { authorization, way } = await valuesOf(request);
        const client = requireOAuth(authorization);
        const token = store.kept(client);
        if (token?.refreshToken === undefined) store.forget(client);
        else store.keep(client, { ...token, expiresAt: 0 });
        return await stateOf(await store.tokenOf(client, { way, signal }));
      }),
    ),
    beginConsent: door("beginConsent", ConsentParams, async (request) => {
      const { operationId } = request;
      const { authorization, way } = await valuesOf(request);
      if (authorization.kind !== "oauth2-code") throw wrongKind();
      return await new Promise<{ readonly url: string }>((resolve, reject) => {
        const consent = operations.run(operationId, async (signal) => {
          const { runCodeFlow } = await authorizationRoom();
          const onAddress = (url: string) => resolve({ url });
          const token = await runCodeFlow(authorization, onAddress, { way, signal });
          (await tokens()).keep(authorization, token);
          return await stateOf(token);
        });
        consents.set(operationId, consent);
        consent.catch(reject);
      });
    }),
    finishConsent: door("finishConsent", ConsentNameParams, async ({ operationId }) => {
      const consent = consents.get(operationId);
      if (consent === undefined) {
        throw new ByteglassError("not-found", "No consent is being waited for.", {
          hint: "Begin once more.",
        });
      }
      return await consent.finally(() => consents.delete(operationId));
    }),
    forgetToken: door("forgetToken", AuthorizationParams, async (request) => {
      const { authorization } = await valuesOf(request);
      if (isOAuth(authorization)) (await tokens()).forget(authorization);
    }),
  };
}

async function preview(
  authorization: Authorization,
  tokens: () => Promise<TokenStore>,
): ReturnType<AuthorizationMethods["previewCredentials"]> {
  const { authorize, jwtBearerGrant, maskText } = await authorizationRoom();
  // A key that does not work is told before a server is asked.
  if (authorization.kind === "oauth2-jwt") jwtBearerGrant(authorization);
  const store = await tokens();
  if (isOAuth(authorization) && (await stateOf(store.kept(authorization))).state !== "valid") {
    return { metadata: [], query: [] };
  }
  const { metadata, query, secrets } = await authorize(authorization, store);
  const masked = (entries: typeof metadata) =>
    entries.map(({ name, value }) => ({ name, value: maskText(value, secrets) }));
  return { metadata: masked(metadata), query: masked(query) };
}

async function stateOf(token: Token | undefined): Promise<TokenState> {
  if (token === undefined) return { state: "none", shown: "", renews: false };
  const { maskSecret } = await authorizationRoom();
  const { accessToken, expiresAt, scope, refreshToken } = token;
  return {
    state: expiresAt !== undefined && expiresAt <= Date.now() ? "expired" : "valid",
    shown: maskSecret(accessToken),
    ...(expiresAt === undefined ? {} : { expiresAt: new Date(expiresAt).toISOString() }),
    ...(scope === undefined ? {} : { scope }),
    renews: refreshToken !== undefined,
  };
}

function requireOAuth(authorization: Authorization): OAuthAuthorization {
  if (isOAuth(authorization)) return authorization;
  throw wrongKind();
}

function wrongKind(): ByteglassError {
  return new ByteglassError("usage", "These credentials have no token that a server gives.", {
    hint: "Choose OAuth 2.",
  });
}
