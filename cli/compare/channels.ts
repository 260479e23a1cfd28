/** `--channels grpc,connect,http-json=http://localhost:8080`: what is compared, and where. */
import { CHANNEL_KINDS, type ChannelKind } from "../../core/contract/channels.ts";
import type { ComparedChannel } from "../../core/contract/compare.ts";
import type { Arguments } from "../arguments.ts";
import { readBinding } from "../call/binding.ts";
import { readHttpOptions } from "../call/channel.ts";
import { nearestNames } from "../nearest.ts";
import { readServer } from "../options.ts";
import { usageError } from "../usage-error.ts";

const usual: readonly ChannelKind[] = ["grpc", "http-json"];

/** The channels with their servers: gRPC's is TARGET, that of the others `--http-target`, unless a channel names its own. */
export function readCompared(given: Arguments, target: string): readonly ComparedChannel[] {
  const binding = readBinding(given);
  const words = given.text("channels")?.split(",") ?? usual;
  const httpTarget = given.text("http-target");
  const compared = words.map((word): ComparedChannel => {
    const [name = "", ...rest] = word.trim().split("=");
    const channel = CHANNEL_KINDS.find((kind) => kind === name);
    if (channel === undefined) throw unknownChannel(name);
    const own = rest.length > 0 ? rest.join("=") : undefined;
    const place = own ?? (channel === "grpc" ? target : (httpTarget ?? target));
    return {
      channel,
      server: readServer(place, given),
      http: readHttpOptions(fittingTo(channel, given), channel),
      ...(channel === "http-json" && binding !== undefined ? { binding } : {}),
    };
  });
  refuseIdle(given, compared);
  return compared;
}

/** Options that one kind of channel has a place for; the others go without. */
const ofProtobuf: readonly string[] = ["http-method", "path", "content-type"];

/** Without the options of other channels. */
function fittingTo(channel: ChannelKind, given: Arguments): Arguments {
  const isOthers = (name: string) =>
    name === "http-version" ? channel === "grpc" : channel !== "http-protobuf" && ofProtobuf.includes(name);
  return { ...given, text: (name) => (isOthers(name) ? undefined : given.text(name)) };
}

/** An option that fits none of the channels would say nothing. */
function refuseIdle(given: Arguments, compared: readonly ComparedChannel[]): void {
  const needed: readonly (readonly [option: string, channel: ChannelKind])[] = [
    ...ofProtobuf.map((name) => [name, "http-protobuf"] as const),
    ["binding", "http-json"],
  ];
  for (const [option, wanted] of needed) {
    if (given.text(option) === undefined || compared.some(({ channel }) => channel === wanted)) continue;
    throw usageError(
      `--${option} says nothing without the channel ${wanted}.`,
      `Add ${wanted} to --channels, or leave it out.`,
    );
  }
}

function unknownChannel(name: string): Error {
  const [near] = nearestNames(name, CHANNEL_KINDS);
  return usageError(
    `--channels has "${name}", which is no channel.${near === undefined ? "" : ` Did you mean ${near}?`}`,
    `Channels are ${CHANNEL_KINDS.join(", ")}; write connect=http://host:port for one with a server of its own.`,
  );
}
