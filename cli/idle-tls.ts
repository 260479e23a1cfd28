/** Options of TLS for a server that is spoken to in plaintext: they would say nothing, and whoever gives them expects TLS. */
import type { TransportSecurity } from "../core/contract/params.ts";
import { usesTls } from "../core/contract/uses-tls.ts";
import type { Arguments } from "./arguments.ts";
import { usageError } from "./usage-error.ts";

const tlsOptions = ["cacert", "cert", "pkcs12", "servername"] as const;
/** Options that name further servers, which may speak TLS. */
const otherServers = ["reflect", "http-target", "channels"] as const;

/** Throws `usage` where an option of TLS is given and no server that is named speaks it, or token endpoint for `--cacert`. */
export function refuseIdleTls(given: Arguments, target: string, security: TransportSecurity): void {
  const option = tlsOptions.find(
    (name) => given.text(name) !== undefined && !(name === "cacert" && isForToken(given)),
  );
  if (option === undefined || otherServers.some((name) => given.text(name) !== undefined)) return;
  // A variable may stand for any address.
  if (target.includes("{{") || usesTls({ target, security })) return;
  throw usageError(
    `--${option} is for TLS, and ${target} is spoken to in plaintext.`,
    security.mode === "plaintext" || target.startsWith("http:")
      ? "Leave one of the two out."
      : "Add --tls, which is not the default on this machine; or leave it out.",
  );
}

/** A token endpoint is https, but for one on this machine. */
function isForToken(given: Arguments): boolean {
  const url = given.text("oauth-token-url");
  return url !== undefined && !/^http:/i.test(url.trim());
}
