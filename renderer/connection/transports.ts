/** The transports that can be chosen, in words. Pure. */
import type { TransportSecurity } from "../../core/contract/params.ts";

/** In the order they are offered. */
export const TRANSPORTS: readonly (readonly [mode: TransportSecurity["mode"], words: string])[] = [
  ["auto", "Automatic: TLS except on this machine"],
  ["plaintext", "Plaintext"],
  ["tls", "TLS"],
];
