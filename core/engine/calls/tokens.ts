/** The one store of tokens of an engine, loaded when the first call needs it. */
import type { TokenStore } from "../../authorization/token-store.ts";
import { authorizationRoom } from "../rooms.ts";

/** A store that is made on first use. */
export function lazyTokenStore(): () => Promise<TokenStore> {
  let store: Promise<TokenStore> | undefined;
  return () => {
    store ??= authorizationRoom().then(({ createTokenStore }) => createTokenStore());
    return store;
  };
}
