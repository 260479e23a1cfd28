import type { ChannelzEntry, ChannelzSocket, ChannelzTrace } from "../../core/contract/health.ts";
import { tokenWayOf } from "../../core/contract/token-way.ts";
import { commonOptions } from "../arguments.ts";
import { readAuthorization } from "../authorization-options.ts";
import { cancellable } from "../cancellable.ts";
import type { Command } from "../command.ts";
import { askConsent } from "../consent.ts";
import { exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { readHeaders, readServer, serverOptions } from "../options.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { readVariableScope } from "../variable-scope.ts";

/** `byteglass channelz`: a server's own connections. */
export const channelz: Command = {
  usage: ["channelz TARGET [options]"],
  summary: "Shows the servers, channels and sockets that a server tells of (grpc.channelz.v1).",
  options: { ...serverOptions, ...commonOptions },
  notes: [
    "With --json: {entries: [{kind, id, name, state, callsStarted, …, sockets, trace, children}]}; counts are decimal texts.",
  ],
  examples: ["byteglass channelz localhost:50051"],
  async run({ given, terminal, engine: start }) {
    refuseMore("channelz", given, 1);
    const server = readServer(requireWord("channelz", given, 0, "a TARGET"), given);
    const authorization = readAuthorization(given);
    const engine = await start();
    const operationId = "channelz";
    const request = {
      operationId,
      server,
      metadata: [...readHeaders(given, "header")],
      ...(authorization === undefined ? {} : { authorization }),
      ...readVariableScope(given),
    };
    await askConsent(engine, terminal, { ...request, way: tokenWayOf(server) });
    const view = await cancellable(engine, terminal, operationId, () => engine.readChannelz(request));
    if (given.flag("json")) terminal.write(`${toJsonText(view)}\n`);
    else for (const line of view.entries.flatMap(entryLines)) terminal.write(`${line}\n`);
    return exitOk;
  },
};

function entryLines(entry: ChannelzEntry): readonly string[] {
  const { kind, id, name, state, callsStarted, callsSucceeded, callsFailed, sockets, trace, children } =
    entry;
  const calls = `${callsStarted} calls, ${callsSucceeded} ok, ${callsFailed} failed`;
  const head = [`${kind} ${id}`, name, state, calls].filter((part) => part !== "").join("  ");
  const below = [
    ...sockets.map((socket) => socketLine(socket, kind !== "server")),
    ...trace.map(traceLine),
    ...children.flatMap(entryLines),
  ];
  return [head, ...below.map((line) => `  ${line}`)];
}

/** A socket from the side that opened it to the other. */
function socketLine(socket: ChannelzSocket, isOutgoing: boolean): string {
  const { id, local, remote, security, streamsStarted, messagesSent, messagesReceived } = socket;
  const secured = security === "" ? "" : `, ${security}`;
  const ends = (isOutgoing ? [local, remote] : [remote, local]).filter((end) => end !== "").join(" → ");
  return `socket ${id}  ${ends}${secured}  ${streamsStarted} streams, ${messagesReceived} in, ${messagesSent} out`;
}

/** Characters of what a channel wrote down; --json has more. */
const LONGEST_WORDS = 100;

function traceLine({ at, severity, words }: ChannelzTrace): string {
  const short = words.length > LONGEST_WORDS ? `${words.slice(0, LONGEST_WORDS)}…` : words;
  return [at, severity === "info" ? "" : `${severity}:`, short].filter((part) => part !== "").join(" ");
}
