import type { JsonObject, Message } from "@bufbuild/protobuf";
import type { Call, Handlers } from "../call/call.ts";
import { CallError, STATUS } from "../call/call-error.ts";
import { readJson, serverStream, unary } from "../call/handlers.ts";
import { wait } from "../call/wait.ts";

/** `grpc.health.v1.Health`: every named service serves, and so does the whole server, whose name is empty. */
export function healthHandlers(serviceNames: readonly string[]): Handlers {
  const known = new Set(["", ...serviceNames]);
  return {
    "grpc.health.v1.Health.Check": unary((request, call) => {
      const name = serviceOf(request, call);
      if (known.has(name)) return { status: "SERVING" };
      throw new CallError(STATUS.NOT_FOUND, `There is no service "${name}".`);
    }),
    "grpc.health.v1.Health.Watch": serverStream((request, call) => watch(known, request, call)),
    "grpc.health.v1.Health.List": unary(() => ({
      statuses: Object.fromEntries([...known].map((name) => [name, { status: "SERVING" }])),
    })),
  };
}

function serviceOf(request: Message, call: Call): string {
  return readJson<{ readonly service?: string }>(request, call).service ?? "";
}

/** Tells the state once and then stays silent, since it never changes: until the caller gives up. */
async function* watch(known: ReadonlySet<string>, request: Message, call: Call): AsyncIterable<JsonObject> {
  yield { status: known.has(serviceOf(request, call)) ? "SERVING" : "SERVICE_UNKNOWN" };
  for (;;) await wait(Number.POSITIVE_INFINITY, call.signal);
}
