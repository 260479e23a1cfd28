import type { DescMethod, FileRegistry, Message } from "@bufbuild/protobuf";
import {
  Code,
  ConnectError,
  type ConnectRouter,
  encodeBinaryHeader,
  type HandlerContext,
  type MethodImpl,
} from "@connectrpc/connect";
import type { Call, CallChannel, MetadataItem } from "../call/call.ts";
import { CallError } from "../call/call-error.ts";
import { cancelled, deadlineExceeded } from "../call/wait.ts";
import { readHttpMetadata } from "../gateway/http-metadata.ts";
import type { ServedMethod, ServedService } from "../schema/served-methods.ts";

/** Registers services with a Connect router, which speaks Connect, gRPC-Web and gRPC for them. */
export function addWebServices(
  router: ConnectRouter,
  services: readonly ServedService[],
  registry: FileRegistry,
): void {
  const options = { jsonOptions: { registry } };
  for (const { methods } of services) {
    for (const served of methods) router.rpc(served.method, implementation(served, registry), options);
  }
}

function implementation(served: ServedMethod, registry: FileRegistry): MethodImpl<DescMethod> {
  const answers = (requests: AsyncIterable<Message>, context: HandlerContext): AsyncIterable<Message> =>
    serve(served, requests, context, registry);
  switch (served.method.methodKind) {
    case "unary":
      return ((request: Message, context: HandlerContext) =>
        first(answers(only(request), context))) as MethodImpl<DescMethod>;
    case "server_streaming":
      return ((request: Message, context: HandlerContext) =>
        answers(only(request), context)) as MethodImpl<DescMethod>;
    case "client_streaming":
      return ((requests: AsyncIterable<Message>, context: HandlerContext) =>
        first(answers(requests, context))) as MethodImpl<DescMethod>;
    case "bidi_streaming":
      return answers as MethodImpl<DescMethod>;
  }
}

async function* serve(
  { method, handler }: ServedMethod,
  requests: AsyncIterable<Message>,
  context: HandlerContext,
  registry: FileRegistry,
): AsyncIterable<Message> {
  const signal = signalOf(context);
  const call: Call = {
    method,
    registry,
    channel: context.protocolName as CallChannel,
    metadata: readHttpMetadata(context.requestHeader),
    signal,
    timeLeft: () => context.timeoutMs(),
    setHeader: (item) => context.responseHeader.append(item.name, headerValue(item)),
    setTrailer: (item) => context.responseTrailer.append(item.name, headerValue(item)),
    // Connect sends headers with the first message; it cannot be asked to do so earlier.
    sendHeaders: () => undefined,
  };
  try {
    yield* handler(requests, call);
  } catch (thrown) {
    throw connectError(CallError.from(thrown));
  }
}

function headerValue({ value }: MetadataItem): string {
  return typeof value === "string" ? value : encodeBinaryHeader(value);
}

/** The context's own signal with our reasons; it aborts after the end of a call too, where nobody listens. */
function signalOf(context: HandlerContext): AbortSignal {
  const controller = new AbortController();
  const abort = (): void =>
    controller.abort((context.timeoutMs() ?? 1) <= 0 ? deadlineExceeded() : cancelled());
  if (context.signal.aborted) abort();
  else context.signal.addEventListener("abort", abort, { once: true });
  return controller.signal;
}

function connectError(error: CallError): ConnectError {
  const known = error.code in Code ? (error.code as Code) : Code.Unknown;
  const result = new ConnectError(error.message, known, undefined, undefined, error.cause);
  result.details = error.details.map(({ typeUrl, value }) => ({
    type: typeUrl.slice(typeUrl.lastIndexOf("/") + 1),
    value,
  }));
  return result;
}

async function* only(request: Message): AsyncIterable<Message> {
  yield request;
}

async function first(answers: AsyncIterable<Message>): Promise<Message> {
  for await (const answer of answers) return answer;
  throw new CallError(13, "The method gave no answer.");
}
