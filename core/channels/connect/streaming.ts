/** A stream of Connect: frames both ways, the last one of the answer in JSON (connectrpc.com/docs/protocol). */
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelRequest } from "../channel.ts";
import { COMPRESSED } from "../framing/frame-reader.ts";
import { FramedAnswer } from "../framing/framed-answer.ts";
import { writeFrame } from "../framing/write-frame.ts";
import { prepareMessage } from "../grpc/outgoing-message.ts";
import { untoldStatus } from "../grpc-status.ts";
import type { AnswerListener, AnswerReader, ResponseHead } from "../http/answer.ts";
import { readForeignAnswer } from "../http/foreign-answer.ts";
import type { MessageForm } from "../http/message-form.ts";
import type { HttpProtocol, OutgoingChunk, RequestHead } from "../http/protocol.ts";
import { valueNamed } from "../metadata.ts";
import { readEndStream } from "./end-stream.ts";
import { acceptedEncodings, connectHeaders } from "./headers.ts";

const END_STREAM = 2;

/** What a stream is made of. */
export interface ConnectStreamParts {
  readonly request: ChannelRequest;
  /** Path with the base path of the address. */
  readonly path: string;
  readonly form: MessageForm;
  /** True when the client sends exactly one message. */
  readonly isWhole: boolean;
  /** Bound on one received message, in bytes. */
  readonly limit: number;
}

/** The protocol of one call. */
export function connectStream(parts: ConnectStreamParts): HttpProtocol {
  const { request, form, isWhole } = parts;
  const compression = request.options?.compression ?? "identity";
  return {
    isWhole,
    write(bytes, compress = true): OutgoingChunk {
      const { payload, ...written } = form.write(bytes);
      const { payload: sent, transfer } = prepareMessage(payload, compress ? compression : "identity");
      const chunk = writeFrame(sent, transfer === undefined ? 0 : COMPRESSED);
      return { ...written, chunk, ...(transfer === undefined ? {} : { transfer }) };
    },
    head: () => headOf(parts, compression),
    answer: (head, listener) => answerOf(parts, head, listener),
  };
}

function headOf({ request, path, form }: ConnectStreamParts, compression: string): RequestHead {
  const headers = [
    { name: "Content-Type", value: `application/connect+${form.name}` },
    ...connectHeaders(request),
    ...(compression === "identity" ? [] : [{ name: "Connect-Content-Encoding", value: compression }]),
    { name: "Connect-Accept-Encoding", value: acceptedEncodings(request) },
  ];
  return { method: "POST", url: path, headers, hasBody: true };
}

function answerOf(
  { form, limit }: ConnectStreamParts,
  head: ResponseHead,
  listener: AnswerListener,
): AnswerReader {
  const { httpStatus, headers } = head;
  const contentType = valueNamed(headers, "content-type") ?? "";
  if (httpStatus !== 200 || !/^application\/connect\+/i.test(contentType)) {
    return readForeignAnswer("a stream of Connect", head, limit, listener);
  }
  const format = {
    endFlag: END_STREAM,
    encodingHeader: "connect-content-encoding",
    form,
    readEnd: readEndStream,
    withoutEnd: (trailers: readonly MetadataEntry[]) => ({
      trailers,
      status: untoldStatus("the frame that ends a stream of Connect"),
    }),
  };
  return new FramedAnswer(head, format, limit, listener);
}
