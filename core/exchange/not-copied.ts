/** What a copy tells of the request that it does not say. */
import type { ConnectionSettings } from "../contract/call-options.ts";
import type { CopyForm, CopyRequestRequest, PortableRequest } from "../contract/exchange.ts";
import type { Finding } from "../finding.ts";

type NotCopied = NonNullable<CopyRequestRequest["notCopied"]>[number];
type Sentence = readonly [message: string, hint: string];

const OWN_OPTIONS = "Give them to the other tool by its own options.";
const SENTENCES: Readonly<Record<NotCopied, Sentence>> = {
  credentials: [
    "The credentials are not in it: a copy holds no secrets.",
    "Add the header they become, with the secret out of a variable of the shell.",
  ],
  options: ["The options of the call (compression, bounds, attempts) are not in it.", OWN_OPTIONS],
};

/** A finding for each part that is left out; a client certificate in PKCS#12 is one, for the tools take PEM. */
export function notCopiedFindings(
  request: PortableRequest,
  form: CopyForm,
  parts: readonly NotCopied[],
): readonly Finding[] {
  const { security, connection = {} } = request;
  const bundle = security.clientBundleFile;
  const secrets = [
    ...(security.clientKeyPassphrase === undefined || bundle !== undefined
      ? []
      : ["the passphrase of the client's key"]),
    ...(form === "curl" ? proxySecretsOf(connection) : []),
  ];
  const settings = settingsLeftOut(connection, form);
  const sentences: readonly Sentence[] = [
    ...parts.map((part) => SENTENCES[part]),
    ...(settings.length === 0
      ? []
      : [[`Settings of the connection are not in it: ${settings.join(", ")}.`, OWN_OPTIONS] as const]),
    ...(secrets.length === 0
      ? []
      : [
          [
            `A copy holds no secrets; not in it: ${secrets.join(", ")}.`,
            "Give them to the other tool out of variables of the shell.",
          ] as const,
        ]),
    ...(bundle === undefined
      ? []
      : [
          [
            `The client certificate in ${bundle} is not in it.`,
            "The other tool takes PEM files: openssl pkcs12 -nodes writes them.",
          ] as const,
        ]),
  ];
  return sentences.map(([message, hint]) => ({ code: "not-copied", severity: "warning", message, hint }));
}

/** The words for the settings that are set; curl has options for most. */
function settingsLeftOut(connection: ConnectionSettings, form: CopyForm): readonly string[] {
  const { keepalive, proxy, connectTimeout, authority, userAgent } = connection;
  const pings = keepalive === undefined ? [] : ["keepalive"];
  if (form === "curl") return pings;
  return [
    ...(proxy === undefined || proxy.kind === "environment" ? [] : ["the proxy"]),
    ...(connectTimeout === undefined ? [] : ["the time to connect"]),
    ...(authority === undefined ? [] : ["the authority"]),
    ...(userAgent === undefined ? [] : ["the user agent"]),
    ...pings,
  ];
}

function proxySecretsOf({ proxy, proxyTls }: ConnectionSettings): readonly string[] {
  const hasUser = proxy?.kind === "url" && /^[^/?#]*\/\/[^/?#]*@/.test(proxy.url);
  return [
    ...(hasUser ? ["user and password of the proxy"] : []),
    ...(proxyTls?.clientKeyPassphrase === undefined ? [] : ["the passphrase of the key for the proxy"]),
  ];
}
