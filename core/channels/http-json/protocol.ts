/** A method over HTTP + JSON: the request its binding makes of a message, and the answer read back. */
import type { Finding } from "../../finding.ts";
import type { ChannelRequest } from "../channel.ts";
import { prepareMessage as compressMessage } from "../grpc/outgoing-message.ts";
import { grpcTimeout } from "../grpc-web/timeout.ts";
import type { AnswerListener, AnswerReader, ResponseHead } from "../http/answer.ts";
import { checkStreamCompression } from "../http/body-compression.ts";
import type { HttpProtocol, OutgoingChunk, RequestHead } from "../http/protocol.ts";
import { StreamedAnswer } from "../http/streamed-answer.ts";
import { Answer } from "./answer.ts";
import { httpBodyPlace } from "./http-body.ts";
import { bindingText, type HttpRequestPlan } from "./http-request.ts";
import { type Outgoing, type OutgoingContext, prepareMessage, streamsOut } from "./outgoing.ts";
import { encodeLiteral } from "./percent-encoding.ts";

/** What a call is made of. */
export interface TranscodingParts extends OutgoingContext {
  readonly request: ChannelRequest;
  /** Before the path; empty for an address without one. */
  readonly basePath: string;
  /** Bound on one received message, in bytes. */
  readonly limit: number;
}

/** The protocol of one call. The first message decides the binding; messages that it cannot carry throw `no-binding`. */
export function transcoding(parts: TranscodingParts): HttpProtocol {
  const streams = streamsOut(parts.method);
  const chosen = parts.request.options?.compression ?? "identity";
  if (streams) checkStreamCompression("HTTP + JSON", chosen);
  let plan: HttpRequestPlan | undefined;
  let latest: Outgoing | undefined;

  function prepare(bytes: Uint8Array): Outgoing {
    const outgoing = prepareMessage(bytes, parts, plan);
    plan ??= outgoing.plan;
    latest = outgoing;
    return outgoing;
  }

  return {
    isWhole: !streams,
    waits: true,
    write(bytes, compress = true): OutgoingChunk {
      const { content, findings } = prepare(bytes);
      const { chunk, ...rest } = chunkOf(content, streams);
      // The header of a stream speaks for all of it, and a row of gzip members is one gzip (RFC 1952, 2.2).
      const compression = (compress || streams) && chunk.length > 0 ? chosen : "identity";
      const { payload, transfer } = compressMessage(chunk, compression);
      return { ...rest, findings, chunk: payload, ...(transfer === undefined ? {} : { transfer }) };
    },
    head(first): RequestHead {
      // A call without a message has the binding's path and no body.
      const outgoing = first === undefined ? { ...prepare(new Uint8Array()), content: undefined } : latest;
      if (outgoing === undefined) throw new RangeError("a request was begun before its first message");
      return headOf(parts, outgoing, first?.transfer?.encoding);
    },
    answer: (head, listener) => answerOf(parts, plan, head, listener),
  };
}

function chunkOf(
  content: string | Uint8Array | undefined,
  streams: boolean,
): { readonly chunk: Uint8Array; readonly body?: string; readonly findings: readonly Finding[] } {
  if (content instanceof Uint8Array) return { chunk: content, findings: [] };
  const text = streams ? `${content ?? "{}"}\n` : (content ?? "");
  const chunk = new TextEncoder().encode(text);
  return { chunk, findings: [], ...(content === undefined ? {} : { body: content }) };
}

function headOf(
  { basePath, request }: TranscodingParts,
  { plan, contentType }: Outgoing,
  encoding: string | undefined,
): RequestHead {
  const { binding, method } = plan;
  const hasBody = binding.body !== "" || !/^(GET|HEAD|DELETE|OPTIONS)$/.test(method);
  const headers = [
    // No "TE: trailers": grpc-gateway then sends the bytes of -bin trailers as they are, which no HTTP parser takes.
    { name: "Accept", value: "application/json" },
    { name: "Accept-Encoding", value: acceptedCodings(request) },
    ...(contentType === undefined ? [] : [{ name: "Content-Type", value: contentType }]),
    ...(encoding === undefined ? [] : [{ name: "Content-Encoding", value: encoding }]),
    // grpc-gateway makes it the deadline of the call behind it; to others it is a header like any.
    ...(request.deadline === undefined
      ? []
      : [{ name: "Grpc-Timeout", value: grpcTimeout(request.deadline) }]),
  ];
  return {
    method,
    url: `${encodeLiteral(basePath)}${plan.url}`,
    headers,
    hasBody,
    rule: bindingText(binding),
  };
}

function answerOf(
  { method, registry, limit }: TranscodingParts,
  plan: HttpRequestPlan | undefined,
  head: ResponseHead,
  listener: AnswerListener,
): AnswerReader {
  const responseBody = plan?.binding.responseBody ?? "";
  const streams = method.methodKind === "server_streaming" || method.methodKind === "bidi_streaming";
  const raw = httpBodyPlace(method.output, responseBody);
  return new StreamedAnswer(head, listener, (encoding) => {
    const onMessage = (bytes: Uint8Array, body?: string, transfer?: { readonly encoding?: string }): void =>
      listener.onMessage({
        bytes,
        ...(body === undefined ? {} : { body }),
        ...(transfer === undefined ? {} : { transfer }),
      });
    const reading = { type: method.output, registry, responseBody, streams, raw, limit };
    return new Answer({ ...head, encoding }, reading, onMessage);
  });
}

/** What an answer may be compressed with. */
function acceptedCodings({ options }: ChannelRequest): string {
  const chosen = options?.acceptedCompressions;
  if (chosen === undefined) return "gzip, br";
  const names = chosen.filter((name) => name !== "identity");
  return names.length === 0 ? "identity" : names.join(", ");
}
