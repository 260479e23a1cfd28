import type { DescMethod, DescService, FileRegistry } from "@bufbuild/protobuf";
import type { Handler, Handlers } from "../call/call.ts";
import { CallError, STATUS } from "../call/call-error.ts";

/** A method with the function that carries it out. */
export interface ServedMethod {
  readonly method: DescMethod;
  readonly handler: Handler;
}

/** A service with the functions that carry its methods out. */
export interface ServedService {
  readonly service: DescService;
  readonly methods: readonly ServedMethod[];
}

/** The services of these names with all their methods; one without a handler answers UNIMPLEMENTED, as a real server would. */
export function servedServices(
  registry: FileRegistry,
  names: readonly string[],
  handlers: Handlers,
): readonly ServedService[] {
  return names.map((name) => {
    const service = registry.getService(name);
    if (service === undefined) throw new Error(`The samples have no service ${name}.`);
    const methods = service.methods.map((method) => {
      const fullName = `${service.typeName}.${method.name}`;
      return { method, handler: handlers[fullName] ?? unimplemented(fullName) };
    });
    return { service, methods };
  });
}

function unimplemented(fullName: string): Handler {
  // biome-ignore lint/correctness/useYield: it is a stream of messages that fails before the first.
  return async function* () {
    throw new CallError(STATUS.UNIMPLEMENTED, `The method ${fullName} was promised and never written.`);
  };
}
