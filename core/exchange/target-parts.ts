/** An address in the parts that other tools want apart. Pure: what the address means on this machine is not asked. */
import type { PortableRequest } from "../contract/exchange.ts";
import type { MetadataEntry } from "../contract/params.ts";

/** `http://host:1/base` as scheme, `host:1` and `/base`; a unix socket as its path. */
export interface TargetParts {
  readonly scheme?: "http" | "https";
  readonly authority: string;
  readonly basePath: string;
  readonly socketPath?: string;
}

/** Takes an address apart. */
export function targetParts(target: string): TargetParts {
  const text = target.trim();
  const unix = /^unix:(?:\/\/(?=\/))?(.+)$/.exec(text)?.[1];
  if (unix !== undefined) return { authority: "localhost", basePath: "", socketPath: unix };
  const [, scheme, authority = text, basePath = ""] = /^(https?|grpcs?):\/\/([^/]+)(\/.*)?$/.exec(text) ?? [];
  const plain = authority.replace(/^dns:\/{0,3}/, "");
  const base = basePath.replace(/\/$/, "");
  if (scheme === undefined) return { authority: plain, basePath: "" };
  return { scheme: scheme.endsWith("s") ? "https" : "http", authority: plain, basePath: base };
}

/** Whether the request is sent without TLS: as said, by the scheme, or because the address stays on this machine. */
export function isPlaintext({ target, security }: PortableRequest): boolean {
  if (security.mode !== "auto") return security.mode === "plaintext";
  const { scheme, authority, socketPath } = targetParts(target);
  if (scheme !== undefined) return scheme === "http";
  const host = authority.replace(/:\d+$/, "").toLowerCase();
  return socketPath !== undefined || /^(localhost|.*\.localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\])$/.test(host);
}

/** `http://host:1/base`, whatever way the target is written. */
export function baseUrl(request: PortableRequest): string {
  const { authority, basePath } = targetParts(request.target);
  return `${isPlaintext(request) ? "http" : "https"}://${authority}${basePath}`;
}

/** The metadata that is sent. */
export function activeMetadata({ metadata }: PortableRequest): readonly MetadataEntry[] {
  return metadata.filter(({ disabled }) => disabled !== true);
}
