/** A message as the body of an HTTP request, whatever the method, the path and the content type. */
import type { HttpOptions } from "../../contract/channels.ts";
import { ByteglassError } from "../../error.ts";
import type { ChannelRequest, ChannelStatus } from "../channel.ts";
import { acceptedEncodings } from "../connect/headers.ts";
import { prepareMessage } from "../grpc/outgoing-message.ts";
import type { AnswerListener, AnswerReader, ResponseHead } from "../http/answer.ts";
import { type CollectedBody, textOf } from "../http/body-collector.ts";
import type { HttpProtocol, OutgoingChunk, RequestHead } from "../http/protocol.ts";
import { WholeAnswer, type WholeOutcome } from "../http/whole-answer.ts";
import { codeOfHttpStatus, statusOfErrorAnswer } from "../http-json/answer-status.ts";
import { valueNamed } from "../metadata.ts";
import { splitDelimited } from "./delimited.ts";

const DEFAULT_CONTENT_TYPE = "application/x-protobuf";
const INTERNAL = 13;

/** What a call is made of. */
export interface HttpProtobufParts {
  readonly request: ChannelRequest;
  readonly options: HttpOptions;
  /** Before the path; empty for an address without one. */
  readonly basePath: string;
  readonly limit: number;
}

/** The protocol of one call. Throws `usage` for a method whose requests are a stream. */
export function httpProtobuf(parts: HttpProtobufParts): HttpProtocol {
  const { request } = parts;
  if (request.kind === "client-stream" || request.kind === "bidi-stream") {
    throw new ByteglassError(
      "usage",
      "HTTP + protobuf carries one message a request, and this method sends a stream.",
      {
        hint: "Call it over gRPC or Connect (--channel grpc, --channel connect).",
      },
    );
  }
  const compression = request.options?.compression ?? "identity";
  return {
    isWhole: true,
    write(bytes, compress = true): OutgoingChunk {
      const { payload: chunk, transfer } = prepareMessage(bytes, compress ? compression : "identity");
      return { chunk, findings: [], ...(transfer === undefined ? {} : { transfer }) };
    },
    head: (first) => headOf(parts, first),
    answer: (head, listener) => answerOf(parts, head, listener),
  };
}

function headOf(
  { request, options, basePath }: HttpProtobufParts,
  first: OutgoingChunk | undefined,
): RequestHead {
  const { method = "POST", path = request.path, contentType = DEFAULT_CONTENT_TYPE } = options;
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
  const isDelimited = request.kind === "server-stream" && /\bdelimited\b/i.test(contentType);
  const read = (body: CollectedBody): WholeOutcome => {
    if (!isMessage) return { messages: [], trailers: [], status: errorStatus(head, contentType, body) };
    return isDelimited ? delimitedOutcome(head, body) : { messages: [body], trailers: [], status: ok(head) };
  };
  return new WholeAnswer(head, { isMessage, read }, limit, listener);
}

function delimitedOutcome(head: ResponseHead, { bytes }: CollectedBody): WholeOutcome {
  const { messages, rest } = splitDelimited(bytes);
  const told = messages.map((message) => ({ bytes: message }));
  if (rest.length === 0) return { messages: told, trailers: [], status: ok(head) };
  const message = `The answer ended inside a message: ${rest.length} bytes are left after the last whole one.`;
  return { messages: told, trailers: [], status: { code: INTERNAL, message, unfinished: rest } };
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
  const location = valueNamed(headers, "location");
  return statusOfErrorAnswer(httpStatus, textOf(bytes), { contentType, location });
}
