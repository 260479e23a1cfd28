/** A call as a configuration of ghz (https://ghz.sh/docs/options). */
import { ByteglassError } from "../../error.ts";
import { compactMessage, goDuration, isBinary, type ScriptedCall, workersOf } from "./scripted-call.ts";

/** JSON for `ghz --config FILE`. Rejects with `unsupported` for binary metadata that is no text, which ghz has no form for. */
export function ghzConfig(call: ScriptedCall): string {
  const { method, target, tls, security, count, duration, deadline, metadata, protoset } = call;
  const { insecureSkipVerify, certificateAuthorityFile, clientCertificateFile, clientKeyFile, serverName } =
    security;
  const config = {
    call: method.replace("/", "."),
    host: target,
    protoset,
    insecure: !tls,
    ...(tls
      ? {
          skipTLS: insecureSkipVerify === true ? true : undefined,
          cacert: certificateAuthorityFile,
          cert: clientCertificateFile,
          key: clientKeyFile,
          cname: serverName,
        }
      : {}),
    total: count,
    duration: count === undefined && duration !== undefined ? goDuration(duration) : undefined,
    "max-duration": count !== undefined && duration !== undefined ? goDuration(duration) : undefined,
    concurrency: workersOf(call),
    timeout: deadline === undefined ? undefined : goDuration(deadline),
    "enable-compression": call.compresses ? true : undefined,
    metadata: Object.fromEntries(
      metadata.map((entry) => [entry.name, plainTemplate(isBinary(entry) ? rawText(entry) : entry.value)]),
    ),
  };
  const text = JSON.stringify(config, null, 2);
  // The message goes in as it is: parsing it here would round its numbers.
  return `${text.slice(0, -2)},\n  "data": ${plainTemplate(compactMessage(call.message))}\n}\n`;
}

/** ghz reads data and metadata as Go templates: what would open one is written as a template that says just that. */
function plainTemplate(text: string): string {
  return text.replaceAll("{{", "{{`{{`}}");
}

/** gRPC for Go takes the bytes themselves, which are text in JSON. */
function rawText({ name, value }: { readonly name: string; readonly value: string }): string {
  try {
    return new TextDecoder("utf-8", { fatal: true, ignoreBOM: true }).decode(Buffer.from(value, "base64"));
  } catch (cause) {
    throw new ByteglassError("unsupported", `ghz has no form for the bytes of ${name}: they are no text.`, {
      hint: "Leave this metadata out, or write the request for k6.",
      cause,
    });
  }
}
