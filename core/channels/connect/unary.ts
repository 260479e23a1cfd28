/** A unary call of Connect: the message is the body, by POST or in the URL of a GET (connectrpc.com/docs/protocol). */
import type { MetadataEntry } from "../../contract/params.ts";
import type { Finding } from "../../finding.ts";
import type { ChannelRequest, ChannelStatus } from "../channel.ts";
import { prepareMessage } from "../grpc/outgoing-message.ts";
import { codeOfForeignStatus, foreignStatus } from "../grpc-status.ts";
import type { AnswerListener, AnswerReader, ResponseHead } from "../http/answer.ts";
import { type CollectedBody, textOf } from "../http/body-collector.ts";
import type { MessageForm } from "../http/message-form.ts";
import type { HttpProtocol, OutgoingChunk, RequestHead } from "../http/protocol.ts";
import { WholeAnswer, type WholeOutcome } from "../http/whole-answer.ts";
import { valueNamed } from "../metadata.ts";
import { readConnectError } from "./error.ts";
import { acceptedEncodings, connectHeaders, timeoutHeaders } from "./headers.ts";

const INTERNAL = 13;
const TRAILER_PREFIX = /^trailer-/i;

/** What a unary call is made of. */
export interface ConnectUnaryParts {
  readonly request: ChannelRequest;
  /** Path with the base path of the address. */
  readonly path: string;
  readonly form: MessageForm;
  /** True sends the message in the URL. */
  readonly get: boolean;
  readonly limit: number;
  /** Told with the message, such as that a GET is not meant for this method. */
  readonly findings: readonly Finding[];
}

/** The protocol of one call. */
export function connectUnary(parts: ConnectUnaryParts): HttpProtocol {
  const { request, form, get, findings } = parts;
  const compression = request.options?.compression ?? "identity";
  return {
    isWhole: true,
    write(bytes, compress = true): OutgoingChunk {
      const { payload, ...written } = form.write(bytes);
      const { payload: chunk, transfer } = prepareMessage(payload, compress ? compression : "identity");
      return {
        ...written,
        findings: [...written.findings, ...findings],
        chunk,
        ...(transfer === undefined ? {} : { transfer }),
      };
    },
    head: (first) => (get ? getHead(parts, first) : postHead(parts, first)),
    answer: (head, listener) => answerOf(parts, head, listener),
  };
}

function postHead({ request, path, form }: ConnectUnaryParts, first: OutgoingChunk | undefined): RequestHead {
  const encoding = first?.transfer?.encoding;
  const headers = [
    { name: "Content-Type", value: `application/${form.name}` },
    ...connectHeaders(request),
    ...(encoding === undefined ? [] : [{ name: "Content-Encoding", value: encoding }]),
    { name: "Accept-Encoding", value: acceptedEncodings(request) },
  ];
  return { method: "POST", url: path, headers, hasBody: true };
}

/** The query is in the order of the specification, so that equal calls have equal URLs. */
function getHead({ request, path, form }: ConnectUnaryParts, first: OutgoingChunk | undefined): RequestHead {
  const encoding = first?.transfer?.encoding;
  const message = Buffer.from(first?.chunk ?? []);
  const isText = form.name === "json" && encoding === undefined;
  const text = isText ? encodeURIComponent(message.toString("utf8")) : message.toString("base64url");
  const query = [
    `message=${text}`,
    `encoding=${form.name}`,
    ...(isText ? [] : ["base64=1"]),
    ...(encoding === undefined ? [] : [`compression=${encoding}`]),
    "connect=v1",
  ];
  const headers = [
    ...timeoutHeaders(request.deadline),
    { name: "Accept-Encoding", value: acceptedEncodings(request) },
  ];
  return { method: "GET", url: `${path}?${query.join("&")}`, headers, hasBody: false };
}

function answerOf(
  { form, limit }: ConnectUnaryParts,
  head: ResponseHead,
  listener: AnswerListener,
): AnswerReader {
  const contentType = valueNamed(head.headers, "content-type") ?? "";
  const isMessage = head.httpStatus === 200 && isForm(contentType, form.name);
  const read = (body: CollectedBody): WholeOutcome =>
    isMessage ? messageOutcome(form, head, body) : errorOutcome(head, contentType, body);
  return new WholeAnswer(head, { isMessage, read }, limit, listener);
}

function isForm(contentType: string, name: string): boolean {
  return new RegExp(`^application/${name}\\b`, "i").test(contentType.trim());
}

function messageOutcome(
  form: MessageForm,
  head: ResponseHead,
  { bytes, transfer }: CollectedBody,
): WholeOutcome {
  const trailers = trailersIn(head.headers);
  const read = form.read(bytes);
  if ("fault" in read) {
    return { messages: [], trailers, status: { code: INTERNAL, message: read.fault, body: textOf(bytes) } };
  }
  const message = { ...read, ...(transfer === undefined ? {} : { transfer }) };
  return { messages: [message], trailers, status: { code: 0, message: "" } };
}

function errorOutcome(head: ResponseHead, contentType: string, { bytes }: CollectedBody): WholeOutcome {
  const body = textOf(bytes);
  return { messages: [], trailers: trailersIn(head.headers), status: errorStatus(head, contentType, body) };
}

function errorStatus(
  { httpStatus, headers }: ResponseHead,
  contentType: string,
  body: string,
): ChannelStatus {
  const isJson = httpStatus !== 200 && /^application\/json\b/i.test(contentType);
  const error = isJson ? readConnectError(body, codeOfForeignStatus(httpStatus)) : undefined;
  if (error === undefined) return foreignStatus("Connect", { httpStatus, headers, body });
  return { ...error, httpStatus, body, detailJson: body };
}

/** Trailers of a unary answer stand among its headers, each name after `trailer-`. */
function trailersIn(headers: readonly MetadataEntry[]): readonly MetadataEntry[] {
  return headers.flatMap(({ name, value }) =>
    TRAILER_PREFIX.test(name) ? [{ name: name.replace(TRAILER_PREFIX, ""), value }] : [],
  );
}
