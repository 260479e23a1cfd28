/** What a comparison shows, in a sentence or two, and no more than it shows. */
import type { ChannelKind } from "../../contract/channels.ts";
import type { ChannelComparison } from "../../contract/compare.ts";

const NAMES: Readonly<Record<ChannelKind, string>> = {
  grpc: "gRPC",
  "grpc-web": "gRPC-Web",
  "grpc-web-text": "gRPC-Web text",
  connect: "Connect",
  "connect-json": "Connect + JSON",
  "connect-get": "Connect GET",
  "http-json": "HTTP + JSON",
  "http-protobuf": "HTTP + protobuf",
};

/** Fewer calls than this say nothing about latency. */
const FEWEST = 20;

/** The conclusion of all channels together. */
export function conclude(channels: readonly ChannelComparison[], count: number): string {
  const answered = channels.filter(({ okCount }) => okCount > 0);
  if (answered.length === 0) return withoutAnswer(channels);
  const refused = channels.filter(({ refused }) => refused !== undefined);
  const failed = channels.filter(({ okCount, refused }) => okCount === 0 && refused === undefined);
  const parts = [
    ...(failed.length === 0 ? [] : [`${list(failed)} did not answer.`]),
    ...(refused.length === 0 ? [] : [`${list(refused)} cannot carry this message.`]),
    ...(answered.length < 2
      ? ["One channel alone answered: there is nothing to compare it with."]
      : [bytesWords(answered), timeWords(answered, count), answerWords(answered)]),
  ];
  return parts.filter((part) => part !== "").join(" ");
}

/** Failures that are alike say something too: the channels agree. */
function withoutAnswer(channels: readonly ChannelComparison[]): string {
  const ends = channels.map(({ failures }) =>
    failures.map(({ status }) => `${status.name}: ${status.message}`),
  );
  const [[first = ""] = []] = ends;
  const isAlike =
    channels.length > 1 && first !== "" && ends.every((own) => own.length === 1 && own[0] === first);
  return isAlike
    ? `All ended alike, with ${first.slice(0, first.indexOf(":"))}: there is no answer to compare.`
    : "No channel answered, so there is nothing to compare.";
}

function bytesWords(channels: readonly ChannelComparison[]): string {
  const sorted = [...channels].sort((a, b) => moved(a) - moved(b));
  const [least, most] = [sorted[0], sorted.at(-1)];
  if (least === undefined || most === undefined) return "";
  const saved = 1 - moved(least) / Math.max(1, moved(most));
  if (saved < 0.01) return "All move as many bytes in their bodies here.";
  return `${NAMES[least.channel]} moves ${Math.round(saved * 100)}% fewer body bytes than ${NAMES[most.channel]} here.`;
}

function moved({ request, response }: ChannelComparison): number {
  return request.body + response.body;
}

/** Only ranges that do not touch are called a difference: medians alone would find a winner in noise. */
function timeWords(channels: readonly ChannelComparison[], count: number): string {
  if (count < FEWEST)
    return `${count === 1 ? "1 call is" : `${count} calls are`} too few to say which is faster.`;
  const timed = channels.flatMap(({ channel, latency }) =>
    latency === undefined ? [] : [{ channel, latency }],
  );
  const sorted = timed.sort((a, b) => a.latency.p50 - b.latency.p50);
  const [fastest, slowest] = [sorted[0], sorted.at(-1)];
  if (fastest === undefined || slowest === undefined || fastest === slowest) return "";
  if (fastest.latency.p95 < slowest.latency.p5) {
    return `${NAMES[fastest.channel]} is faster than ${NAMES[slowest.channel]}: even its slow calls (p95) are under the other's fast ones (p5).`;
  }
  return "Their latencies overlap: these calls do not tell which is faster.";
}

function answerWords(channels: readonly ChannelComparison[]): string {
  const isExplained = ({ differences }: ChannelComparison) => differences.every(({ reason }) => reason);
  const different = channels.filter(({ answer }) => answer === "different");
  const other = different.filter((channel) => !isExplained(channel));
  const byJson = different.filter(isExplained);
  const parts = [
    ...(other.length > 0 ? [`${list(other)} answered differently.`] : []),
    ...(byJson.length > 0 ? [`${list(byJson)} answered the same but for what JSON does not carry.`] : []),
    ...varyingWords(channels),
  ];
  return parts.join(" ");
}

/** Names that are told; more are counted. */
const NAMED = 3;

function varyingWords(channels: readonly ChannelComparison[]): readonly string[] {
  const paths = [...new Set(channels.flatMap(({ varying }) => varying))];
  if (paths.length === 0) return [];
  const named = paths.slice(0, NAMED).join(", ");
  const more = paths.length > NAMED ? ` and ${paths.length - NAMED} more` : "";
  const verb = paths.length === 1 ? "changes" : "change";
  return [
    `${named}${more} ${verb} from call to call, and ${paths.length === 1 ? "is" : "are"} not compared.`,
  ];
}

function list(channels: readonly ChannelComparison[]): string {
  const names = channels.map(({ channel }) => NAMES[channel]);
  return names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;
}
