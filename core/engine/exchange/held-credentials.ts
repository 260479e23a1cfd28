/** Credentials of an imported request, each of which is a line of a dotenv file, or an environment variable, instead. */
import type { ConnectionSettings } from "../../contract/call-options.ts";
import { isCredentialName } from "../../contract/credential-name.ts";
import type { PortableRequest } from "../../contract/exchange.ts";
import type { MetadataEntry, ServerAddress } from "../../contract/params.ts";

/** A secret that is in no file, and what stands for it. */
export interface HeldCredential {
  readonly request: string;
  readonly variable: string;
}

/** The request with variables in place of what is secret in its metadata, its keys and its proxy. Pure. */
export function withoutCredentials(request: PortableRequest): {
  readonly request: PortableRequest;
  readonly left: readonly HeldCredential[];
} {
  const variables = new Set<string>();
  function hold(variable: string, secret: string): string {
    if (secret === "" || secret.includes("{{")) return secret;
    variables.add(variable);
    return `{{$env('${variable}')}}`;
  }
  function entryWithout<Entry extends MetadataEntry>(entry: Entry): Entry {
    const { name, value } = entry;
    if (!isCredentialName(name)) return entry;
    return { ...entry, value: hold(name.toUpperCase().replace(/\W+/g, "_"), value) };
  }
  function keyWithout<Settings extends { readonly clientKeyPassphrase?: string | undefined }>(
    settings: Settings,
    variable: string,
  ): Settings {
    const { clientKeyPassphrase: secret } = settings;
    return secret === undefined ? settings : { ...settings, clientKeyPassphrase: hold(variable, secret) };
  }
  function wayWithout(connection: ConnectionSettings): ConnectionSettings {
    const { proxy, proxyTls } = connection;
    const url = proxy?.kind === "url" ? proxy.url : undefined;
    return {
      ...connection,
      ...(url !== undefined && { proxy: { kind: "url", url: withoutPassword(url, hold) } }),
      ...(proxyTls && { proxyTls: keyWithout(proxyTls, "PROXY_KEY_PASSPHRASE") }),
    };
  }
  function serverWithout<Server extends Pick<ServerAddress, "security" | "connection">>(
    server: Server,
  ): Server {
    const { security, connection } = server;
    return {
      ...server,
      security: keyWithout(security, "KEY_PASSPHRASE"),
      ...(connection && { connection: wayWithout(connection) }),
    };
  }
  const sources = request.sources.map((source) =>
    source.kind === "reflection"
      ? { ...source, server: serverWithout(source.server), metadata: source.metadata.map(entryWithout) }
      : source,
  );
  return {
    request: { ...serverWithout(request), metadata: request.metadata.map(entryWithout), sources },
    left: [...variables].map((variable) => ({ request: request.name, variable })),
  };
}

/** The URL with a variable in place of its password: what stands between the first colon and the last `@` before the host. */
function withoutPassword(url: string, hold: (variable: string, secret: string) => string): string {
  return url.replace(
    /^([^/?#]*\/\/[^/?#@:]*:)([^/?#]+)@/,
    (_, before: string, secret: string) => `${before}${hold("PROXY_PASSWORD", secret)}@`,
  );
}
