/** A comparison as a table for a person. */
import type { ChannelComparison, Comparison } from "../../core/contract/compare.ts";
import { countedFailure } from "../call/counted-failure.ts";
import type { Paint } from "../colour.ts";
import { counted } from "../counted.ts";

/** One line a channel, what differs, and what it shows. */
export function printComparison({ method, count, channels, conclusion }: Comparison, paint: Paint): string {
  const rows = [HEAD, ...channels.map(rowOf)];
  const widths = HEAD.map((_, column) => Math.max(...rows.map((row) => row[column]?.length ?? 0)));
  const lines = rows.map((row) =>
    row
      .map((cell, column) => cell.padEnd(widths[column] ?? 0))
      .join("  ")
      .trimEnd(),
  );
  const [head = "", ...body] = lines;
  return [
    paint("bold", `${method} · ${counted(count, "call")} each, in turns`),
    paint("dim", head),
    ...body,
    ...channels.flatMap((channel) => notes(channel, paint)),
    ...(channels.some((one) => isAtGrpc(one, channels)) ? [`${paint("cyan", "hint:")} ${HTTP_SERVER}`] : []),
    "",
    conclusion,
    paint("dim", "Headers are counted apart: first call, then later ones on the same connection."),
    "",
  ].join("\n");
}

const HTTP_SERVER =
  "An HTTP channel was sent to the server of gRPC: name its own with --http-target, or in --channels as http-json=http://host:port.";

/** True for a channel over plain HTTP that found no HTTP where gRPC answered: its own server was not named. */
function isAtGrpc(
  { channel, target, failures, okCount }: ChannelComparison,
  channels: readonly ChannelComparison[],
): boolean {
  const grpc = channels.find((one) => one.channel === "grpc");
  if (channel === "grpc" || okCount > 0 || grpc === undefined || !hasAnswered(grpc)) return false;
  return target === grpc.target && failures.some(({ status }) => status.name === "UNAVAILABLE");
}

/** True for a channel that a server was behind: with an answer, or with a refusal of its own. */
function hasAnswered({ okCount, failures }: ChannelComparison): boolean {
  return okCount > 0 || failures.some(({ status }) => !UNANSWERED.has(status.name));
}

const UNANSWERED: ReadonlySet<string> = new Set(["UNAVAILABLE", "DEADLINE_EXCEEDED", "CANCELLED"]);

const HEAD: readonly string[] = [
  "channel",
  "over",
  "request B",
  "headers",
  "answer B",
  "headers",
  "set-up ms",
  "p5",
  "p50",
  "p95",
  "p99 ms",
  "decoded answer",
];

function rowOf(one: ChannelComparison): readonly string[] {
  const { channel, protocol, request, response, connectedAfter, latency, okCount, answer } = one;
  const time = (value: number | undefined) => (value === undefined ? "–" : value.toFixed(2));
  return [
    channel,
    protocol === "" ? "–" : protocol,
    ...trafficWords(request, protocol),
    ...trafficWords(response, protocol),
    time(connectedAfter),
    time(latency?.p5),
    time(latency?.p50),
    time(latency?.p95),
    time(latency?.p99),
    okCount === 0 && answer === "none" ? "none" : answerWords(one),
  ];
}

/** Body and headers; a channel that never answered moved nothing that compares. */
function trafficWords(traffic: ChannelComparison["request"], protocol: string): readonly string[] {
  if (protocol === "") return ["–", "–"];
  const { body, uncompressedBody, firstHeaders, laterHeaders } = traffic;
  return [
    body === uncompressedBody ? String(body) : `${body} (${uncompressedBody})`,
    `${firstHeaders}/${laterHeaders}`,
  ];
}

function answerWords({ answer, differences }: ChannelComparison): string {
  switch (answer) {
    case "reference":
      return "reference";
    case "same":
      return "same";
    case "different":
      return differences.every(({ reason }) => reason) ? "not all of it in JSON" : "DIFFERENT";
    case "varies":
      return "same but for what changes";
    case "none":
      return "none";
  }
}

function notes(
  { channel, failures, refused, differences, jsonHabits }: ChannelComparison,
  paint: Paint,
): readonly string[] {
  return [
    ...(refused === undefined ? [] : [`${paint("red", `${channel}: cannot carry it`)}: ${refused}`]),
    ...failures.flatMap((failure) => countedFailure(failure, paint, `${channel}: `)),
    ...differences.flatMap(({ path, reference = "absent", value = "absent", reason }) => [
      `${channel}: ${path}: ${value}, and not ${reference}`,
      ...(reason === undefined ? [] : [paint("dim", `  ${reason.words}`)]),
    ]),
    ...(jsonHabits.length === 0 ? [] : [paint("dim", `${channel} writes ${jsonHabits.join("; ")}`)]),
  ];
}
