import { commonOptions } from "../arguments.ts";
import { describeConnection } from "../call/connection-lines.ts";
import { cancellable } from "../cancellable.ts";
import { createPaint } from "../colour.ts";
import type { Command } from "../command.ts";
import { exitOfStatus } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { readServer, serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { readVariableScope } from "../variable-scope.ts";

const UNAVAILABLE = 14;

/** `byteglass probe`: what is at an address, step by step. */
export const probe: Command = {
  usage: ["probe TARGET [options]"],
  summary: "Looks at an address: name, TCP, proxy, TLS, HTTP/2, and whether what answers speaks gRPC.",
  options: { ...serverOptions, ...commonOptions },
  notes: [
    "Connects once, asks one question (the health of the server) and closes. Exit status 78 when there is no gRPC.",
    "With --json: {target, address, protocol, grpc, verdict, steps, tls, settings, health, diagnosis, …}.",
  ],
  examples: ["byteglass probe localhost:50051", "byteglass probe api.example.com:443 --cacert ca.pem"],
  async run({ given, terminal, engine: start }) {
    refuseMore("probe", given, 1);
    const server = readServer(requireWord("probe", given, 0, "a TARGET"), given);
    const variables = readVariableScope(given);
    const engine = await start();
    const operationId = "probe";
    const report = await cancellable(engine, terminal, operationId, () =>
      engine.probe({ operationId, server, ...variables }),
    );
    if (given.flag("json")) terminal.write(`${toJsonText(report)}\n`);
    else {
      const paint = createPaint(terminal.colour);
      for (const line of describeConnection(report, paint)) terminal.write(`${line}\n`);
      terminal.write(`${paint(report.grpc ? "green" : "red", report.verdict)}\n`);
      if (report.health !== undefined) terminal.write(`health: ${report.health}\n`);
      if (report.diagnosis !== undefined) terminal.warn(`${paint("cyan", "hint:")} ${report.diagnosis.hint}`);
    }
    return report.grpc ? 0 : exitOfStatus(UNAVAILABLE);
  },
};
