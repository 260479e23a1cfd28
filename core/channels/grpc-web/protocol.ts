/** gRPC-Web: the frames of gRPC with the trailers as a last frame, in bytes or as base64 (PROTOCOL-WEB.md). */
import type { MetadataEntry } from "../../contract/params.ts";
import type { ChannelRequest } from "../channel.ts";
import { COMPRESSED } from "../framing/frame-reader.ts";
import { FramedAnswer } from "../framing/framed-answer.ts";
import { writeFrame } from "../framing/write-frame.ts";
import { prepareMessage } from "../grpc/outgoing-message.ts";
import { statusOfTrailers, untoldStatus } from "../grpc-status.ts";
import type { AnswerListener, AnswerReader, ResponseHead } from "../http/answer.ts";
import { readForeignAnswer } from "../http/foreign-answer.ts";
import { protoForm } from "../http/message-form.ts";
import type { HttpProtocol, OutgoingChunk, RequestHead } from "../http/protocol.ts";
import { valueNamed } from "../metadata.ts";
import { TextAnswer } from "./text-answer.ts";
import { grpcTimeout } from "./timeout.ts";
import { readTrailersFrame } from "./trailers.ts";

const TRAILERS = 0x80;

/** What a call is made of. */
export interface GrpcWebParts {
  readonly request: ChannelRequest;
  /** Path with the base path of the address. */
  readonly path: string;
  /** True sends and takes base64. */
  readonly text: boolean;
  /** True when the client sends exactly one message. */
  readonly isWhole: boolean;
  /** Bound on one received message, in bytes. */
  readonly limit: number;
}

/** The protocol of one call. */
export function grpcWeb(parts: GrpcWebParts): HttpProtocol {
  const { request, text, isWhole } = parts;
  const compression = request.options?.compression ?? "identity";
  return {
    isWhole,
    write(bytes, compress = true): OutgoingChunk {
      const { payload, transfer } = prepareMessage(bytes, compress ? compression : "identity");
      const frame = writeFrame(payload, transfer === undefined ? 0 : COMPRESSED);
      const chunk = text ? new TextEncoder().encode(Buffer.from(frame).toString("base64")) : frame;
      return { chunk, findings: [], ...(transfer === undefined ? {} : { transfer }) };
    },
    head: () => headOf(parts, compression),
    answer: (head, listener) => answerOf(parts, head, listener),
  };
}

function headOf({ request, path, text }: GrpcWebParts, compression: string): RequestHead {
  const type = text ? "application/grpc-web-text+proto" : "application/grpc-web+proto";
  const accepted = request.options?.acceptedCompressions ?? ["identity", "gzip", "deflate"];
  const headers: MetadataEntry[] = [
    { name: "Content-Type", value: type },
    { name: "Accept", value: type },
    { name: "X-Grpc-Web", value: "1" },
    ...(request.deadline === undefined
      ? []
      : [{ name: "Grpc-Timeout", value: grpcTimeout(request.deadline) }]),
    ...(compression === "identity" ? [] : [{ name: "Grpc-Encoding", value: compression }]),
    { name: "Grpc-Accept-Encoding", value: accepted.join(",") },
  ];
  return { method: "POST", url: path, headers, hasBody: true };
}

function answerOf({ limit }: GrpcWebParts, head: ResponseHead, listener: AnswerListener): AnswerReader {
  const { httpStatus, headers } = head;
  const contentType = valueNamed(headers, "content-type") ?? "";
  const isGrpcWeb = /^application\/grpc-web\b/i.test(contentType);
  // Without a body the status stands in the headers ("Trailers-Only").
  const isTrailersOnly = valueNamed(headers, "grpc-status") !== undefined;
  if (!isTrailersOnly && (httpStatus !== 200 || (contentType !== "" && !isGrpcWeb))) {
    return readForeignAnswer("gRPC-Web", head, limit, listener);
  }
  const format = {
    endFlag: TRAILERS,
    encodingHeader: "grpc-encoding",
    form: protoForm,
    readEnd: readTrailersFrame,
    withoutEnd: (trailers: readonly MetadataEntry[]) => {
      const carrier = [trailers, headers].find((some) => valueNamed(some, "grpc-status") !== undefined);
      const status = carrier === undefined ? untoldStatus("a grpc-status") : statusOfTrailers(carrier);
      return { trailers: carrier ?? trailers, status };
    },
  };
  const frames = new FramedAnswer(head, format, limit, listener);
  return /^application\/grpc-web-text\b/i.test(contentType) ? new TextAnswer(frames, listener) : frames;
}
