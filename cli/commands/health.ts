import { tokenWayOf } from "../../core/contract/token-way.ts";
import { commonOptions, type OptionTable } from "../arguments.ts";
import { readAuthorization } from "../authorization-options.ts";
import { cancellable } from "../cancellable.ts";
import type { Command } from "../command.ts";
import { askConsent } from "../consent.ts";
import { exitInterrupted, exitNotServing, exitOk } from "../exit-status.ts";
import { readHeaders, readServer, serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { readVariableScope } from "../variable-scope.ts";

const healthOptions: OptionTable = {
  service: {
    type: "string",
    value: "NAME",
    mayBeEmpty: true,
    text: "The health of one service; of the server as a whole unless told.",
  },
  watch: { type: "boolean", text: "Print each change until Ctrl C." },
};

/** `byteglass health`: what grpc.health.v1 says of a server. */
export const health: Command = {
  usage: ["health TARGET [--service NAME] [--watch] [options]"],
  summary: "Asks a server how it is (grpc.health.v1).",
  options: { ...healthOptions, ...serverOptions, ...commonOptions },
  notes: ["Exit status 0 when it is SERVING, 1 otherwise. With --json: {state}, a line for each change."],
  examples: [
    "byteglass health localhost:50051",
    "byteglass health localhost:50051 --service pkg.Service --watch",
  ],
  async run({ given, terminal, engine: start }) {
    refuseMore("health", given, 1);
    const server = readServer(requireWord("health", given, 0, "a TARGET"), given);
    const authorization = readAuthorization(given);
    const service = given.text("service");
    const operationId = "health";
    let last = "";
    const tell = (state: string): void => {
      last = state;
      terminal.write(given.flag("json") ? `${JSON.stringify({ state })}\n` : `${state}\n`);
    };
    const engine = await start((event) => {
      if (event.kind === "health") tell(event.state);
    });
    const request = {
      operationId,
      server,
      metadata: [...readHeaders(given, "header")],
      ...(authorization === undefined ? {} : { authorization }),
      ...(service === undefined ? {} : { service }),
      ...readVariableScope(given),
    };
    await askConsent(engine, terminal, { ...request, way: tokenWayOf(server) });
    await cancellable(engine, terminal, operationId, async () => {
      if (given.flag("watch")) await engine.watchHealth(request);
      else tell((await engine.checkHealth(request)).state);
    });
    if (terminal.signal.aborted) return exitInterrupted;
    return last === "SERVING" ? exitOk : exitNotServing;
  },
};
