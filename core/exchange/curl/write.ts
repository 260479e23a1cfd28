/** A request as a curl line. */
import type { CopiedRequest, PortableRequest } from "../../contract/exchange.ts";
import { securityFlags } from "../security-flags.ts";
import { joinCommand } from "../shell/quote-word.ts";
import { activeMetadata, baseUrl, isPlaintext, targetParts } from "../target-parts.ts";
import { wayFlags } from "./write-way.ts";

/** One HTTP request, made of a call by its binding. */
export interface HttpForm {
  readonly verb: string;
  /** From the first slash, query included. */
  readonly path: string;
  /** JSON text; absent when the request has no body. */
  readonly body?: string;
}

const flagNames = {
  authority: "--cacert",
  certificate: "--cert",
  key: "--key",
  insecure: "--insecure",
};

/** Writes the line of an HTTP + JSON request. */
export function writeCurl(request: PortableRequest, { verb, path, body }: HttpForm): CopiedRequest {
  return curlLine(
    request,
    verb,
    path,
    body === undefined ? [] : [["content-type", "application/json"]],
    body,
  );
}

/** Writes the line of a unary Connect call in JSON, which is plain HTTP. */
export function writeConnectCurl(request: PortableRequest): CopiedRequest {
  const [message = "{}", ...more] = request.messages;
  const headers = [
    ["content-type", "application/json"],
    ["connect-protocol-version", "1"],
    ...(request.deadline === undefined ? [] : [["connect-timeout-ms", String(Math.round(request.deadline))]]),
  ];
  const copied = curlLine(request, "POST", `/${request.method}`, headers, message);
  if (more.length === 0) return copied;
  const finding = {
    code: "one-message",
    severity: "warning" as const,
    message: `Only the first of ${more.length + 1} messages is in the line: a stream of Connect has binary envelopes, which a shell line cannot hold.`,
    hint: "Copy as buf curl instead.",
  };
  return { ...copied, findings: [...copied.findings, finding] };
}

function curlLine(
  request: PortableRequest,
  verb: string,
  path: string,
  headers: readonly (readonly string[])[],
  body: string | undefined,
): CopiedRequest {
  const { socketPath } = targetParts(request.target);
  const base = socketPath === undefined ? baseUrl(request) : "http://localhost";
  const lines = [
    ["curl"],
    ...(verb === (body === undefined ? "GET" : "POST") ? [] : [["-X", verb]]),
    ...(socketPath === undefined ? [] : [["--unix-socket", socketPath]]),
    ...(isPlaintext(request) ? [] : securityFlags(request.security, flagNames)),
    ...wayFlags(request),
    ...headers.map(([name, value]) => ["-H", `${name}: ${value}`]),
    ...activeMetadata(request).map(({ name, value }) => ["-H", `${name}: ${value}`]),
    ...(request.deadline === undefined ? [] : [["--max-time", String(request.deadline / 1000)]]),
    ...(body === undefined ? [] : [["--data-raw", body]]),
    [`${base}${path}`],
  ];
  return { text: joinCommand(lines), findings: [] };
}
