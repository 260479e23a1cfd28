/** The request for tools that make load with many machines. */

import type { LoadScript, LoadScriptRequest } from "../../contract/load.ts";
import type { CallRequest } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import type { Parts } from "../parts.ts";
import { poolPart, scriptPart } from "../rooms.ts";
import { messagesOf } from "./bodies.ts";
import { kindOf } from "./calls.ts";
import { resolveMetadata } from "./metadata.ts";

/** Calls that a script makes when neither a number nor a time is told. */
const USUAL_COUNT = 200;

/** Writes a call. Rejects with `unsupported` for what the tools cannot do at all; the rest is told as notes. */
export async function loadScript(request: LoadScriptRequest, parts: Parts): Promise<LoadScript> {
  const { call, tool, duration, concurrency = 1 } = request;
  const count = request.count ?? (duration === undefined ? USUAL_COUNT : undefined);
  const [{ ghzConfig, k6Script, requireTarget }, { findMethod }] = await Promise.all([
    scriptPart(),
    poolPart(),
  ]);
  const pool = parts.schemas.get(call.schemaId);
  const method = findMethod(pool, call.method);
  const { registry } = pool;
  const [message] = await messagesOf(call, { type: method.input, registry, documents: parts.documents });
  const over = call.channel === "grpc" ? "" : ` over ${call.channel}`;
  if (message === undefined || kindOf(method) !== "unary" || call.channel !== "grpc") {
    throw new ByteglassError("unsupported", `A ${kindOf(method)} call${over} has no script.`, {
      hint: "Scripts are written for unary methods over gRPC, with one message.",
    });
  }
  const metadata = await resolveMetadata(call.metadata, registry);
  refuseRepeated(metadata.map(({ name }) => name.toLowerCase()));
  const target = requireTarget(call.server);
  const protoset = pool.origin.includes("reflection") ? undefined : `${method.name}.binpb`;
  const name = `${method.parent.typeName}/${method.name}`;
  const scripted = {
    ...{ method: name, target: target.label, tls: target.tls, security: call.server.security },
    ...{ message: message.text, metadata, deadline: call.deadline },
    compresses: call.options?.compression === "gzip",
    ...{ count, duration, concurrency, protoset },
  };
  const notes = [
    ...(protoset === undefined ? [] : [protosetNote(protoset, method.parent.typeName)]),
    ...leftOut(call, tool, target.tls),
  ];
  return tool === "k6"
    ? { text: k6Script(scripted, notes), suggestedName: `${method.name}.k6.js`, notes }
    : { text: ghzConfig(scripted), suggestedName: `${method.name}.ghz.json`, notes };
}

function refuseRepeated(names: readonly string[]): void {
  if (new Set(names).size === names.length) return;
  throw new ByteglassError(
    "unsupported",
    "Metadata with a name that occurs twice has no place in a script.",
    { hint: "Both tools take each name once: leave one out." },
  );
}

function protosetNote(file: string, service: string): string {
  return `The schema is read from ${file}, beside it: byteglass export … --symbol ${service} --out ${file} writes it.`;
}

/** What of a call the tools do not know, in one sentence each. */
function leftOut(call: CallRequest, tool: LoadScriptRequest["tool"], tls: boolean): readonly string[] {
  const { authorization, options = {}, server } = call;
  const { security, connection = {} } = server;
  const left = [
    ...(options.compression !== undefined && (options.compression !== "gzip" || tool === "k6")
      ? [`compression (${options.compression})`]
      : []),
    ...(options.retries === undefined ? [] : ["retries"]),
    ...(options.waitForReady === true ? ["waiting for the server"] : []),
    ...(connection.authority === undefined ? [] : ["the authority"]),
    ...(connection.keepalive === undefined ? [] : ["keepalive"]),
    ...(connection.proxy === undefined || connection.proxy.kind === "environment" ? [] : ["the proxy"]),
    ...(connection.userAgent === undefined ? [] : ["the user agent"]),
    ...(tls && security.clientBundleFile !== undefined ? ["the PKCS#12 file: give PEM files"] : []),
    ...(tls && security.clientKeyPassphrase !== undefined ? ["the passphrase of the key"] : []),
    ...(tls && tool === "k6" && security.serverName !== undefined ? ["the server's other name"] : []),
  ];
  return [
    ...(authorization === undefined || authorization.kind === "none"
      ? []
      : [
          "The credentials are not in it: a script holds no secrets. Add the header they become to its metadata.",
        ]),
    ...(left.length === 0 ? [] : [`Not in it: ${left.join(", ")}.`]),
  ];
}
