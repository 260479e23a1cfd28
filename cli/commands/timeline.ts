import type { SavedRequest } from "../../core/contract/collections.ts";
import type { Engine } from "../../core/contract/engine.ts";
import type {
  OpenedRecording,
  Series,
  Side,
  TimelineFilter,
  TimelineRow,
} from "../../core/contract/recordings.ts";
import { commonOptions } from "../arguments.ts";
import { cancellable } from "../cancellable.ts";
import { createPaint, type Paint } from "../colour.ts";
import type { Command, CommandContext } from "../command.ts";
import { counted } from "../counted.ts";
import { exitOk } from "../exit-status.ts";
import { toJsonText } from "../json-text.ts";
import { refuseMore, requireWord } from "../positionals.ts";
import { printable } from "../printable.ts";
import type { Terminal } from "../terminal.ts";
import { CHART_WIDTH, chartLines } from "../timeline/chart.ts";
import { usageError } from "../usage-error.ts";

const timelineOptions = {
  side: { type: "string", value: "in|out", text: "Only messages received (in) or sent (out)." },
  text: {
    type: "string",
    value: "TEXT",
    text: "Only messages with this text in their JSON, or in the field of --path.",
  },
  path: {
    type: "string",
    value: "FIELD",
    text: "Only messages that have this field: outputs[0].id, outputs.id.",
  },
  chart: {
    type: "string",
    value: "FIELD",
    text: "Draw a numeric field of the messages received over time, or of those sent (--side out).",
  },
  ndjson: {
    type: "string",
    value: "FILE",
    text: "Write all events to FILE, one JSON object a line, messages with their JSON and their bytes.",
  },
} as const;

/** `byteglass timeline`: a recorded call, event by event. */
export const timeline: Command = {
  usage: ["timeline FILE [options]"],
  summary: "Reads a call that `call --record` or the window wrote: every event with its time.",
  options: { ...timelineOptions, ...commonOptions },
  notes: [
    [
      "Times are milliseconds from the start of the call; +4.0 ms is since the message that was sent before. The file carries",
      "its schema: no server is asked.",
    ].join("\n"),
    "With --json: {method, target, startedAt, request, rows: [{event, kind, at, side, title, detail, byteLength, …}]}.",
  ],
  examples: ["byteglass timeline live.byteglass --side in --path final --text true"],
  run: readTimeline,
};

async function readTimeline({ given, terminal, engine }: CommandContext): Promise<number> {
  refuseMore("timeline", given, 1);
  const file = requireWord("timeline", given, 0, "a FILE");
  const filter = readFilter(given.text("side"), given.text("text"), given.text("path"));
  const running = await engine();
  const opened = await cancellable(running, terminal, "open", (operationId) =>
    running.openRecording({ operationId, file }),
  );
  for (const { message } of opened.findings) terminal.warn(`warning: ${message}`);
  const out = given.text("ndjson");
  if (out !== undefined) {
    const { recordingId } = opened;
    await running.exportRecording({ operationId: "write", recordingId, file: out, form: "ndjson" });
    return exitOk;
  }
  const charted = given.text("chart");
  if (charted !== undefined) return await drawChart(terminal, running, opened, charted, filter.side ?? "in");
  if (given.flag("json")) {
    const rows: TimelineRow[] = [];
    for await (const page of pages(running, opened, filter)) rows.push(...page);
    const { method, target, startedAt, request } = opened;
    terminal.write(`${toJsonText({ method, target, startedAt, request, rows })}\n`);
    return exitOk;
  }
  const paint = createPaint(terminal.colour);
  terminal.write(`${paint("bold", `${opened.method} · ${opened.target} · ${opened.startedAt}`)}\n`);
  if (opened.state.eventCount === 0 && opened.request !== undefined) {
    terminal.write(describeShared(opened.request, paint));
  }
  let count = 0;
  for await (const page of pages(running, opened, filter)) {
    count += page.length;
    terminal.write(page.map((row) => lineOf(row, paint)).join(""));
    await terminal.drained();
  }
  if (count === 0 && opened.state.eventCount > 0) {
    terminal.warn(`None of its ${counted(opened.state.eventCount, "event")} is one that was asked for.`);
  }
  return exitOk;
}

/** Reads until every message was looked at, and draws. */
async function drawChart(
  terminal: Terminal,
  engine: Engine,
  { recordingId, state }: OpenedRecording,
  path: string,
  side: Side,
): Promise<number> {
  let series: Series;
  do series = await engine.readSeries({ recordingId, side, path, width: CHART_WIDTH });
  while (series.scanned < series.messageCount);
  const { valueCount, messageCount } = series;
  if (valueCount === 0) {
    const fields = (await engine.numericFields({ recordingId }))[side];
    const which = side === "in" ? "received" : "sent";
    throw usageError(
      `No message that was ${which} has a number at ${path}.`,
      fields.length === 0
        ? "They have no numeric fields."
        : `Fields with one: ${fields.slice(0, 12).join(", ")}.`,
    );
  }
  const head = `${side === "in" ? "←" : "→"} ${path} · ${counted(valueCount, "value")} of ${counted(messageCount, "message")}`;
  terminal.write(`${[head, ...chartLines(series, state.duration)].join("\n")}\n`);
  return exitOk;
}

/** A request that was shared without having been sent. */
function describeShared({ name, metadata, messages }: SavedRequest, paint: Paint): string {
  const lines = [
    `${name}, a request that was not sent`,
    ...metadata.map((entry) => `${paint("dim", `${entry.name}:`)} ${entry.value}`),
    ...messages.flatMap(({ text }) => text.split(/\r?\n/)),
  ];
  return `${lines.map(printable).join("\n")}\n`;
}

function readFilter(
  side: string | undefined,
  text: string | undefined,
  path: string | undefined,
): TimelineFilter {
  if (side !== undefined && side !== "in" && side !== "out") {
    throw usageError(
      `--side is in or out, not "${side}".`,
      "in is what the server sent, out what was sent to it.",
    );
  }
  return {
    ...(side === undefined ? {} : { side }),
    ...(text === undefined ? {} : { text }),
    ...(path === undefined ? {} : { path }),
  };
}

const PAGE = 500;

/** The rows that pass, page by page; the engine looks at a bounded number of messages at a time. */
async function* pages(
  engine: Engine,
  { recordingId }: OpenedRecording,
  filter: TimelineFilter,
): AsyncGenerator<readonly TimelineRow[]> {
  let start = 0;
  for (;;) {
    const page = await engine.readTimeline({ recordingId, start, end: start + PAGE, filter });
    if (page.rows.length > 0) yield page.rows;
    start += page.rows.length;
    if (page.scanned >= page.eventCount && start >= page.count) return;
  }
}

const arrows = { out: "→", in: "←", none: "·" } as const;

function lineOf({ at, side, title, detail, byteLength, answerAfter }: TimelineRow, paint: Paint): string {
  const size = byteLength === undefined ? "" : `  ${paint("dim", `${byteLength} B`)}`;
  // Since the message that was sent before it.
  const after = answerAfter === undefined ? "" : `  ${paint("dim", `+${answerAfter.toFixed(1)} ms`)}`;
  return `${at.toFixed(1).padStart(10)}  ${arrows[side]}  ${printable(title).padEnd(22)}  ${printable(detail)}${after}${size}`
    .trimEnd()
    .concat("\n");
}
