/** A message as the body of an HTTP request, whatever the method, the path and the content type. */
import type { Compression } from "../../contract/call-options.ts";
import type { HttpOptions } from "../../contract/channels.ts";
import type { Finding } from "../../finding.ts";
import type { ChannelRequest, ChannelStatus } from "../channel.ts";
import { acceptedEncodings } from "../connect/headers.ts";
import { prepareMessage } from "../grpc/outgoing-message.ts";
import type { AnswerListener, AnswerReader, ResponseHead } from "../http/answer.ts";
import { type CollectedBody, textOf } from "../http/body-collector.ts";
import { checkStreamCompression } from "../http/body-compression.ts";
import type { HttpProtocol, OutgoingChunk, RequestHead } from "../http/protocol.ts";
import { StreamedAnswer } from "../http/streamed-answer.ts";
import { WholeAnswer, type WholeOutcome } from "../http/whole-answer.ts";
import { codeOfHttpStatus, statusOfErrorAnswer } from "../http-json/answer-status.ts";
import { valueNamed } from "../metadata.ts";
import { type LengthForm, withLength } from "./message-splitter.ts";
import { lengthFormOf, MessageStream } from "./stream-body.ts";

const DEFAULT_CONTENT_TYPE = "application/x-protobuf";

/** What a call is made of. */
export interface HttpProtobufParts {
  readonly request: ChannelRequest;
  readonly options: HttpOptions;
  /** Before the path; empty for an address without one. */
  readonly basePath: string;
  readonly limit: number;
}

/** The protocol of one call. HTTP has no rule for streams: their messages travel one behind the other, each after its length. */
export function httpProtobuf(parts: HttpProtobufParts): HttpProtocol {
  const { request, options } = parts;
  const streams = request.kind === "client-stream" || request.kind === "bidi-stream";
  const compression = request.options?.compression ?? "identity";
  if (streams) checkStreamCompression("HTTP + protobuf", compression);
  const form = lengthFormOf(options.contentType ?? "") ?? "varint";
  let written = 0;
  return {
    isWhole: !streams,
    write(bytes, compress = true): OutgoingChunk {
      const message = streams ? withLength(bytes, form) : bytes;
      // The header of a stream speaks for all of it.
      const chosen = compress || streams ? compression : "identity";
      const { payload: chunk, transfer } = prepareMessage(message, chosen);
      const findings = streams && written === 0 ? [framingFinding(form)] : [];
      written += 1;
      return { chunk, findings, ...(transfer === undefined ? {} : { transfer }) };
    },
    head: (first) => headOf(parts, streams ? streamed(compression) : first),
    answer: (head, listener) => answerOf(parts, head, listener),
  };
}

/** What is known of a stream before its first message. */
function streamed(compression: Compression): Pick<OutgoingChunk, "chunk" | "transfer"> {
  const chunk = new Uint8Array();
  return compression === "identity" ? { chunk } : { chunk, transfer: { encoding: compression } };
}

function framingFinding(form: LengthForm): Finding {
  const length = form === "varint" ? "a varint" : "four bytes";
  return {
    code: "framed-by-length",
    severity: "information",
    message: `HTTP has no rule for a stream of protobuf messages: each was sent after its length as ${length}.`,
    hint: "The content type decides (--content-type TYPE): one with the word delimited means varints, one with length-prefixed means four bytes.",
  };
}

function headOf(
  { request, options, basePath }: HttpProtobufParts,
  first: Pick<OutgoingChunk, "chunk" | "transfer"> | undefined,
): RequestHead {
  const streams = request.kind === "client-stream" || request.kind === "bidi-stream";
  const usual = streams ? `${DEFAULT_CONTENT_TYPE}; delimited=true` : DEFAULT_CONTENT_TYPE;
  const { method = "POST", path = request.path, contentType = usual } = options;
  const verb = method.toUpperCase();
  const encoding = first?.transfer?.encoding;
  const hasBody = !/^(GET|HEAD|DELETE|OPTIONS)$/.test(verb) || (first?.chunk.length ?? 0) > 0;
  const headers = [
    ...(hasBody ? [{ name: "Content-Type", value: contentType }] : []),
    { name: "Accept", value: contentType.split(";", 1)[0]?.trim() ?? contentType },
    ...(encoding === undefined ? [] : [{ name: "Content-Encoding", value: encoding }]),
    { name: "Accept-Encoding", value: acceptedEncodings(request) },
  ];
  return { method: verb, url: `${basePath}${path.startsWith("/") ? "" : "/"}${path}`, headers, hasBody };
}

function answerOf(
  { request, limit }: HttpProtobufParts,
  head: ResponseHead,
  listener: AnswerListener,
): AnswerReader {
  const contentType = valueNamed(head.headers, "content-type") ?? "";
  const isSuccess = head.httpStatus >= 200 && head.httpStatus < 300;
  const isMessage = isSuccess && !/^(text\/|application\/(json|xml|xhtml))/i.test(contentType.trim());
  const answers = request.kind === "server-stream" || request.kind === "bidi-stream";
  const form = isMessage && answers ? lengthFormOf(contentType) : undefined;
  if (form !== undefined) return streamOf(form, limit, head, listener);
  const read = (body: CollectedBody): WholeOutcome => {
    if (!isMessage) return { messages: [], trailers: [], status: errorStatus(head, contentType, body) };
    return { messages: [body], trailers: [], status: ok(head) };
  };
  return new WholeAnswer(head, { isMessage, read }, limit, listener);
}

function streamOf(
  form: LengthForm,
  limit: number,
  head: ResponseHead,
  listener: AnswerListener,
): AnswerReader {
  return new StreamedAnswer(head, listener, (encoding) => {
    const { httpStatus } = head;
    return new MessageStream({ form, limit, httpStatus, encoding }, (bytes, transfer) =>
      listener.onMessage({ bytes, ...(transfer === undefined ? {} : { transfer }) }),
    );
  });
}

function ok({ httpStatus }: ResponseHead): ChannelStatus {
  return { code: 0, message: "", httpStatus };
}

/** A protobuf body of an error is taken for a `google.rpc.Status`: its decoding says so when it is none. */
function errorStatus(
  { httpStatus, headers }: ResponseHead,
  contentType: string,
  { bytes }: CollectedBody,
): ChannelStatus {
  if (/protobuf|\bproto\b/i.test(contentType) && bytes.length > 0) {
    const code = codeOfHttpStatus(httpStatus);
    return {
      code: code === 0 ? 2 : code,
      message: `HTTP ${httpStatus}, ${contentType}.`,
      httpStatus,
      detailBytes: bytes,
    };
  }
  return statusOfErrorAnswer({ httpStatus, headers, body: textOf(bytes) });
}
