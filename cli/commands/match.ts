import type { Engine } from "../../core/contract/engine.ts";
import type { TypeMatch } from "../../core/contract/match.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { commonOptions } from "../arguments.ts";
import { cancellable } from "../cancellable.ts";
import type { Command, CommandContext } from "../command.ts";
import { counted } from "../counted.ts";
import { exitNoMatch, exitOk } from "../exit-status.ts";
import { readInspectInput } from "../inspect/input.ts";
import { toJsonText } from "../json-text.ts";
import { openSchema } from "../open-schema.ts";
import { readSources, schemaOptions, serverOptions } from "../options.ts";
import { refuseMore } from "../positionals.ts";
import { requireSources } from "../require-sources.ts";
import { usageError } from "../usage-error.ts";
import { readVariableScope } from "../variable-scope.ts";

const matchOptions = {
  hex: { type: "string", value: "DIGITS", text: "Look at these bytes: '08 96 01'." },
  text: { type: "string", value: "TEXT", text: "Look at bytes in any other spelling: base64, escapes." },
  limit: { type: "string", value: "N", text: "How many types to name; 10 unless told." },
} as const;

/** `byteglass match`: which message is this? */
export const match: Command = {
  usage: [
    "match FILE | - | --hex DIGITS | --text TEXT --proto FILE | --protoset FILE | --reflect TARGET [options]",
  ],
  summary: "Names the message types of a schema that explain bytes best.",
  options: { ...matchOptions, ...schemaOptions, ...serverOptions, ...commonOptions },
  notes: [
    "Best first: bytes explained, outermost fields known and unknown, and what does not fit. Exit status 1 when no type fits.",
    "With --json: [{typeName, byteLength, explainedByteLength, knownFieldCount, unknownFieldCount, declaredFieldCount, doubts}].",
  ],
  examples: [
    "byteglass match body.bin --protoset api.binpb",
    "byteglass match --hex '08 96 01' --reflect localhost:50051",
  ],
  run: matchBytes,
};

async function matchBytes({ given, terminal, engine }: CommandContext): Promise<number> {
  refuseMore("match", given, 1);
  const limit = readLimit(given.text("limit"));
  const sources = requireSources("match", readSources(given, undefined));
  const { input } = await readInspectInput(given, terminal);
  const running = await engine();
  const { schemaId } = await openSchema(running, terminal, { sources, ...readVariableScope(given) });
  const { documentId, byteLength } = await firstMessage(running, await running.inspect({ input }));
  const bytes = await running.readBytes({ documentId, start: 0, end: byteLength });
  const request = { operationId: "match", schemaId, bytes, limit };
  const matches = await cancellable(running, terminal, request.operationId, () =>
    running.matchTypes(request),
  );
  if (given.flag("json")) terminal.write(`${toJsonText(matches)}\n`);
  else if (matches.length > 0) terminal.write(`${table(matches)}\n`);
  else terminal.warn("No type of the schema declares any of the fields in these bytes.");
  return matches.length > 0 ? exitOk : exitNoMatch;
}

/** The message in the first frame of framed input. */
async function firstMessage(engine: Engine, document: DocumentSummary): Promise<DocumentSummary> {
  const { documentId, frameCount = 0 } = document;
  if (frameCount === 0) return document;
  const frames = await engine.readFrames({ documentId, start: 0, end: frameCount });
  const frame = frames.find(({ role }) => role === "message");
  return frame === undefined ? document : await engine.openPayload({ documentId, record: frame.record });
}

function readLimit(word: string | undefined): number {
  if (word === undefined) return 10;
  const limit = /^\d{1,3}$/.test(word) ? Number(word) : 0;
  if (limit >= 1 && limit <= 200) return limit;
  throw usageError(`--limit needs a number from 1 to 200, not "${word}".`, "Leave it out for the ten best.");
}

function table(matches: readonly TypeMatch[]): string {
  const width = Math.max(...matches.map(({ typeName }) => typeName.length));
  return matches.map((each) => `${each.typeName.padEnd(width)}  ${describe(each)}`).join("\n");
}

function describe(match: TypeMatch): string {
  const { byteLength, explainedByteLength, knownFieldCount, unknownFieldCount, doubts } = match;
  const parts = [
    `${explainedByteLength} of ${counted(byteLength, "byte")}`,
    `${counted(knownFieldCount, "field")} known`,
  ];
  if (unknownFieldCount > 0) parts.push(`${unknownFieldCount} unknown`);
  if (doubts.length > 0) parts.push(doubts.join(", "));
  return parts.join(", ");
}
