import type { IncomingMessage, ServerResponse } from "node:http";
import type { FileRegistry, Message } from "@bufbuild/protobuf";
import type { Call } from "../call/call.ts";
import { CallError } from "../call/call-error.ts";
import { cancelled, deadlineExceeded } from "../call/wait.ts";
import { GatewayAnswer } from "./answer.ts";
import { readHttpMetadata } from "./http-metadata.ts";
import { readRequest } from "./read-request.ts";
import { readBody, readLines } from "./request-body.ts";
import type { Route } from "./routes.ts";
import { readTimeout } from "./timeout.ts";

/** What the router found out about a request. */
export interface RoutedRequest {
  readonly route: Route;
  readonly pathValues: ReadonlyMap<string, string>;
  readonly query: URLSearchParams;
}

/** Carries out one HTTP request. Never rejects: whatever goes wrong becomes the answer. */
export async function serveRequest(
  request: IncomingMessage,
  response: ServerResponse,
  routed: RoutedRequest,
  registry: FileRegistry,
): Promise<void> {
  const controller = new AbortController();
  const timeout = readTimeout(request.headers["grpc-timeout"]);
  const endsAt = timeout === undefined ? undefined : performance.now() + timeout;
  const timer =
    timeout === undefined ? undefined : setTimeout(() => controller.abort(deadlineExceeded()), timeout);
  response.once("close", () => controller.abort(cancelled()));
  const { route } = routed;
  const answer = new GatewayAnswer(response, route, registry, controller.signal);
  const call: Call = {
    method: route.served.method,
    registry,
    channel: "http-json",
    metadata: readHttpMetadata(pairs(request.rawHeaders)),
    signal: controller.signal,
    timeLeft: () => (endsAt === undefined ? undefined : endsAt - performance.now()),
    setHeader: (item) => answer.addHeader(item),
    setTrailer: (item) => answer.addTrailer(item),
    sendHeaders: () => answer.begin(),
  };
  try {
    for await (const message of route.served.handler(messages(request, routed, call), call)) {
      await answer.message(message);
    }
    answer.end(undefined);
  } catch (thrown) {
    answer.end(CallError.from(thrown));
  } finally {
    clearTimeout(timer);
  }
}

/** The request's messages: one for the whole body, or one for each line where the caller streams. */
async function* messages(
  request: IncomingMessage,
  { route, pathValues, query }: RoutedRequest,
  call: Call,
): AsyncIterable<Message> {
  const contentType = request.headers["content-type"] ?? "";
  const { methodKind } = call.method;
  const bodies =
    methodKind === "client_streaming" || methodKind === "bidi_streaming"
      ? readLines(request, call.signal)
      : [await readBody(request, call.signal)];
  for await (const body of bodies) {
    yield readRequest(route, { pathValues, query, body, contentType }, call.registry);
  }
}

function pairs(rawHeaders: readonly string[]): readonly (readonly [string, string])[] {
  return rawHeaders.flatMap((name, index) => (index % 2 === 0 ? [[name, rawHeaders[index + 1] ?? ""]] : []));
}
