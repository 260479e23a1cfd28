/** Connect: unary calls and streams, in protobuf and in JSON, and unary calls by GET. */
import type { DescMethod, Registry } from "@bufbuild/protobuf";
import type { ServerAddress } from "../contract/params.ts";
import { ByteglassError } from "../error.ts";
import type { Finding } from "../finding.ts";
import type { Channel } from "./channel.ts";
import { connectStream } from "./connect/streaming.ts";
import { connectUnary } from "./connect/unary.ts";
import { AnswerFindings } from "./http/answer-findings.ts";
import { createHttpChannel, type HttpCallContext, type HttpChannelOptions } from "./http/channel.ts";
import { jsonForm, type MessageForm, protoForm } from "./http/message-form.ts";
import type { HttpProtocol } from "./http/protocol.ts";
import { checkHeaders } from "./http/request-headers.ts";
import { checkBinaryValues } from "./metadata.ts";

/** The kinds of Connect. */
export type ConnectKind = "connect" | "connect-json" | "connect-get";

/** What a channel carries, and how. */
export interface ConnectChannelOptions extends HttpChannelOptions {
  readonly method: DescMethod;
  /** Resolves `Any` and extensions in both directions, for `connect-json`. */
  readonly registry: Registry;
}

/**
 * A channel for one method. Throws a `ByteglassError`: `bad-target`, `tls`, `file-unreadable`, `usage`. A stream by GET
 * ends its call with a status whose cause is a `usage` error.
 */
export function createConnectChannel(
  address: ServerAddress,
  kind: ConnectKind,
  options: ConnectChannelOptions,
): Channel {
  return createHttpChannel(
    address,
    {
      kind,
      isDuplex: true,
      makeProtocol: (context) => protocolOf(kind, options, context),
      checkMetadata: (entries) => [...checkHeaders(entries), ...checkBinaryValues(entries)],
    },
    options,
  );
}

function protocolOf(
  kind: ConnectKind,
  { method, registry }: ConnectChannelOptions,
  { request, basePath, limit }: HttpCallContext,
): HttpProtocol {
  if (kind !== "connect-json") return protocolWith(protoForm, kind, method, { request, basePath, limit });
  const gathered = new AnswerFindings();
  const form = jsonForm(method, registry, (findings) => gathered.add(findings));
  return gathered.addedTo(protocolWith(form, kind, method, { request, basePath, limit }));
}

function protocolWith(
  form: MessageForm,
  kind: ConnectKind,
  method: DescMethod,
  { request, basePath, limit }: HttpCallContext,
): HttpProtocol {
  const path = `${basePath}${request.path}`;
  const get = kind === "connect-get";
  if (method.methodKind === "unary") {
    return connectUnary({ request, path, form, get, limit, findings: get ? getFindings(method) : [] });
  }
  if (get) {
    throw new ByteglassError(
      "usage",
      `${method.name} streams, and a GET of Connect carries unary calls alone.`,
      {
        hint: "Call it by POST (--channel connect).",
      },
    );
  }
  const isWhole = method.methodKind === "server_streaming";
  return connectStream({ request, path, form, isWhole, limit });
}

/** `MethodOptions.IdempotencyLevel.NO_SIDE_EFFECTS` */
const NO_SIDE_EFFECTS = 1;

/** Servers take a GET only for methods that are marked as free of side effects. */
function getFindings({ idempotency, name }: DescMethod): readonly Finding[] {
  if (Number(idempotency) === NO_SIDE_EFFECTS) return [];
  return [
    {
      code: "get-with-side-effects",
      severity: "warning",
      message: `${name} is not marked idempotency_level = NO_SIDE_EFFECTS, and servers of Connect refuse a GET of such a method.`,
      hint: "Call it by POST (--channel connect), or mark the method in its .proto file.",
    },
  ];
}
