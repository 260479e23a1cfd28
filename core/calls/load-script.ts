/** A call for tools that make load: a script for k6, or a configuration of ghz. */
import type { MetadataEntry } from "../contract/params.ts";

/** The call, with its message as JSON. */
export interface ScriptedCall {
  readonly method: string;
  /** `host:port`. */
  readonly target: string;
  readonly tls: boolean;
  readonly insecure: boolean;
  readonly message: string;
  readonly metadata: readonly MetadataEntry[];
  /** ms. */
  readonly deadline?: number | undefined;
  readonly count: number;
  readonly concurrency: number;
}

/** A k6 script (JavaScript, ES modules). The schema of a gRPC call comes by reflection, so that nothing else is needed. */
export function k6Script(call: ScriptedCall): string {
  const { concurrency, count } = call;
  const scenario = { executor: "shared-iterations", exec: "call", vus: concurrency, iterations: count };
  const options = JSON.stringify({ scenarios: { call: scenario } }, null, 2);
  const connection = JSON.stringify({ plaintext: !call.tls, reflect: true });
  const parameters = {
    metadata: Object.fromEntries(call.metadata.map(({ name, value }) => [name, value])),
    ...(call.deadline === undefined ? {} : { timeout: `${call.deadline}ms` }),
  };
  return `// ${call.method}, written by Byteglass. Run: k6 run FILE
import grpc from "k6/net/grpc";
import { check } from "k6";

export const options = ${options};

const client = new grpc.Client();
let connected = false;

export function call() {
  if (!connected) {
    client.connect(${JSON.stringify(call.target)}, ${connection});
    connected = true;
  }
  const message = ${compact(call.message)};
  const response = client.invoke(${JSON.stringify(call.method)}, message, ${JSON.stringify(parameters)});
  check(response, { "status is OK": (answer) => answer && answer.status === grpc.StatusOK });
}
`;
}

/** A configuration of ghz (https://ghz.sh/docs/options): JSON for `ghz --config FILE`. */
export function ghzConfig(call: ScriptedCall): string {
  const config = {
    call: call.method.replace("/", "."),
    host: call.target,
    insecure: !call.tls,
    ...(call.insecure ? { skipTLS: true } : {}),
    total: call.count,
    concurrency: call.concurrency,
    ...(call.deadline === undefined ? {} : { timeout: `${call.deadline}ms` }),
    metadata: Object.fromEntries(call.metadata.map(({ name, value }) => [name, value])),
  };
  const text = JSON.stringify(config, null, 2);
  // The message goes in as it is: parsing it here would round its numbers.
  return `${text.slice(0, -2)},\n  "data": ${compact(call.message)}\n}\n`;
}

/** One line; strings stay as they are, and integers that JavaScript and Go would round become strings, which ProtoJSON takes. */
function compact(json: string): string {
  return json.replace(
    /("(?:[^"\\]|\\.)*")|\s+|(?<![\w.+-])(-?\d{16,})(?![\w.])/g,
    (_, text: string | undefined, long: string | undefined) =>
      text ?? (long === undefined ? "" : `"${long}"`),
  );
}
