/** A proxy's URL as a person fills it in: its address, and who asks. Pure. */
import { encodePart } from "../../core/contract/encode-part.ts";

/** The parts of `http://user:password@host:port`. */
export interface ProxyParts {
  /** The URL without user and password, as it was typed. */
  readonly address: string;
  readonly user: string;
  readonly password: string;
}

/** Takes a URL apart. What stands before the last `@` of the host is user and password, percent-encoded or not. */
export function splitProxy(url: string): ProxyParts {
  const [, scheme = "", credentials, rest = ""] =
    /^([^/?#]*\/\/)(?:([^/?#]*)@)?(.*)$/s.exec(url) ?? ([url, "", undefined, url] as const);
  if (credentials === undefined) return { address: url, user: "", password: "" };
  const colon = credentials.indexOf(":");
  const [user, password] =
    colon === -1 ? [credentials, ""] : [credentials.slice(0, colon), credentials.slice(colon + 1)];
  return { address: `${scheme}${rest}`, user: decoded(user), password: decoded(password) };
}

/** Puts the parts together; user and password are percent-encoded, variables (`{{name}}`) are left as they are. */
export function joinProxy({ address, user, password }: ProxyParts): string {
  const [, scheme = "", rest = ""] = /^([^/?#]*\/\/)(.*)$/s.exec(address) ?? [];
  if (scheme === "" || (user === "" && password === "")) return address;
  return `${scheme}${encodePart(user)}${password === "" ? "" : `:${encodePart(password)}`}@${rest}`;
}

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    // A lone percent sign is one that was meant.
    return text;
  }
}
