/** The authorization room's door. */
export { jwtBearerGrant } from "./assertion.ts";
export { authorize, type Credentials } from "./authorize.ts";
export { type CodeFlow, runCodeFlow } from "./code-flow.ts";
export { maskedChannel, maskSecret, maskText } from "./mask.ts";
export type { Token } from "./token-endpoint.ts";
export { createTokenStore, type TokenStore } from "./token-store.ts";
