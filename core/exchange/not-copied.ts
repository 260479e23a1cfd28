/** What a copy tells of the request that it does not say. */
import type { CopyRequestRequest, PortableRequest } from "../contract/exchange.ts";
import type { Finding } from "../finding.ts";

type NotCopied = NonNullable<CopyRequestRequest["notCopied"]>[number];

const SENTENCES: Readonly<Record<NotCopied, readonly [message: string, hint: string]>> = {
  credentials: [
    "The credentials are not in it: a copy holds no secrets.",
    "Add the header they become, with the secret out of a variable of the shell.",
  ],
  connection: [
    "The settings of the connection (proxy, authority, user agent, keepalive) are not in it.",
    "Give them to the other tool by its own options.",
  ],
  options: [
    "The options of the call (compression, bounds, attempts) are not in it.",
    "Give them to the other tool by its own options.",
  ],
};

/** A finding for each part that is left out; a client certificate in PKCS#12 is one, for the tools take PEM. */
export function notCopiedFindings(
  { security }: PortableRequest,
  parts: readonly NotCopied[],
): readonly Finding[] {
  const found = parts.map((part) => SENTENCES[part]);
  const bundle = security.clientBundleFile;
  const certificate = [
    `The client certificate in ${bundle} is not in it.`,
    "The other tool takes PEM files: openssl pkcs12 -nodes writes them.",
  ] as const;
  return [...found, ...(bundle === undefined ? [] : [certificate])].map(([message, hint]) => ({
    code: "not-copied",
    severity: "warning",
    message,
    hint,
  }));
}
