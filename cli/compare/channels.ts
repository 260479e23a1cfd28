/** `--channels grpc,connect,http-json=http://localhost:8080`: what is compared, and where. */
import { CHANNEL_KINDS, type ChannelKind } from "../../core/contract/channels.ts";
import type { ComparedChannel } from "../../core/contract/compare.ts";
import type { Arguments } from "../arguments.ts";
import { nearestNames } from "../nearest.ts";
import { readServer } from "../options.ts";
import { usageError } from "../usage-error.ts";

const usual: readonly ChannelKind[] = ["grpc", "http-json"];

/** The channels with their servers: gRPC's is TARGET, that of the others `--http-target`, unless a channel names its own. */
export function readCompared(given: Arguments, target: string): readonly ComparedChannel[] {
  const words = given.text("channels")?.split(",") ?? usual;
  const httpTarget = given.text("http-target");
  return words.map((word) => {
    const [name = "", ...rest] = word.trim().split("=");
    const channel = CHANNEL_KINDS.find((kind) => kind === name);
    if (channel === undefined) throw unknownChannel(name);
    const own = rest.length > 0 ? rest.join("=") : undefined;
    const place = own ?? (channel === "grpc" ? target : (httpTarget ?? target));
    return { channel, server: readServer(place, given) };
  });
}

function unknownChannel(name: string): Error {
  const [near] = nearestNames(name, CHANNEL_KINDS);
  return usageError(
    `--channels has "${name}", which is no channel.${near === undefined ? "" : ` Did you mean ${near}?`}`,
    `Channels are ${CHANNEL_KINDS.join(", ")}; write connect=http://host:port for one with a server of its own.`,
  );
}
