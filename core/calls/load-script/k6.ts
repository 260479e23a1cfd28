/** A call as a k6 script (https://grafana.com/docs/k6/latest/javascript-api/k6-net-grpc/). */
import { compactMessage, goDuration, isBinary, type ScriptedCall, workersOf } from "./scripted-call.ts";

/** JavaScript, as an ES module. `notes` say what is not in it. */
export function k6Script(call: ScriptedCall, notes: readonly string[] = []): string {
  const { method, target, protoset } = call;
  return `${[`${method}, written by Byteglass. Run: k6 run FILE`, ...notes].map((line) => `// ${line}\n`).join("")}import grpc from "k6/net/grpc";
import { check } from "k6";

export const options = ${JSON.stringify(optionsOf(call), null, 2)};

const connection = ${connectionOf(call)};
const message = ${compactMessage(call.message)};
const parameters = ${parametersOf(call)};

const client = new grpc.Client();
${protoset === undefined ? "" : `client.loadProtoset(${JSON.stringify(protoset)});\n`}let connected = false;

export function call() {
  if (!connected) {
    client.connect(${JSON.stringify(target)}, connection);
    connected = true;
  }
  const response = client.invoke(${JSON.stringify(method)}, message, parameters);
  check(response, { "status is OK": (answer) => answer && answer.status === grpc.StatusOK });
}
`;
}

function optionsOf(call: ScriptedCall): object {
  const { count, duration, security } = call;
  const vus = workersOf(call);
  const scenario =
    count === undefined
      ? { executor: "constant-vus", exec: "call", vus, duration: goDuration(duration ?? 0) }
      : {
          executor: "shared-iterations",
          exec: "call",
          vus,
          iterations: count,
          ...(duration === undefined ? {} : { maxDuration: goDuration(duration) }),
        };
  return {
    scenarios: { call: scenario },
    ...(security.insecureSkipVerify === true ? { insecureSkipTLSVerify: true } : {}),
  };
}

/** Files are opened where k6 allows it: before the first call. */
function connectionOf({ tls, security, protoset }: ScriptedCall): string {
  const { certificateAuthorityFile, clientCertificateFile, clientKeyFile } = security;
  const files = [
    ["cacerts", certificateAuthorityFile],
    ["cert", clientCertificateFile],
    ["key", clientKeyFile],
  ].flatMap(([name, file]) => (file === undefined ? [] : [`${name}: open(${JSON.stringify(file)})`]));
  const members = [
    `plaintext: ${!tls}`,
    ...(protoset === undefined ? ["reflect: true"] : []),
    ...(tls && files.length > 0 ? [`tls: { ${files.join(", ")} }`] : []),
  ];
  return `{ ${members.join(", ")} }`;
}

function parametersOf({ metadata, deadline }: ScriptedCall): string {
  const entries = metadata.map((entry) => {
    const { name, value } = entry;
    const written = isBinary(entry)
      ? `new Uint8Array([${[...Buffer.from(value, "base64")].join(", ")}])`
      : JSON.stringify(value);
    return `${JSON.stringify(name)}: ${written}`;
  });
  const timeout = deadline === undefined ? "" : `, timeout: ${JSON.stringify(goDuration(deadline))}`;
  return `{ metadata: {${entries.length === 0 ? "" : ` ${entries.join(", ")} `}}${timeout} }`;
}
