/** Asks the servers that a schema was reflected from for single types. */
import type { FileRegistry } from "@bufbuild/protobuf";
import type { SchemaSource } from "../contract/params.ts";
import type { Channels } from "./channels.ts";
import type { FetchTypes } from "./late-types.ts";
import { poolPart, reflectionPart } from "./rooms.ts";

/** Bounds on one question: an answer is shown without the type when it takes longer, in ms. */
const timeout = 3_000;
/** A server that did not answer is left alone for so long, in ms: nobody is to wait again for each key that is typed. */
const restTime = 30_000;
const maxByteLength = 16 * 1024 * 1024;
const maxFileCount = 2_000;

type ReflectionSource = Extract<SchemaSource, { kind: "reflection" }>;

/** Asks the servers among the sources, with what was sent to them before; undefined when there is none. */
export function createTypeFetcher(
  schemaSources: readonly SchemaSource[],
  channels: Channels,
): FetchTypes | undefined {
  const servers = schemaSources.filter((source) => source.kind === "reflection");
  if (servers.length === 0) return undefined;
  const restsUntil = new Map<ReflectionSource, number>();
  return async (typeNames) => {
    let failure: unknown;
    for (const server of servers) {
      if (performance.now() < (restsUntil.get(server) ?? 0)) {
        failure ??= new Error(`${server.server.target} did not answer a moment ago`);
        continue;
      }
      try {
        const registry = await askServer(server, channels, typeNames);
        if (typeNames.some((name) => registry.getMessage(name) !== undefined)) return registry;
      } catch (thrown) {
        failure ??= thrown;
        restsUntil.set(server, performance.now() + restTime);
      }
    }
    if (failure !== undefined) throw failure;
    return undefined;
  };
}

async function askServer(
  source: ReflectionSource,
  channels: Channels,
  typeNames: readonly string[],
): Promise<FileRegistry> {
  const signal = AbortSignal.timeout(timeout);
  const [{ reflect }, { buildPool }, channel] = await Promise.all([
    reflectionPart(),
    poolPart(),
    channels.grpc(source.server, source, signal),
  ]);
  const reflected = await reflect((call, onEvent) => channel.open(call, onEvent), {
    version: source.version,
    metadata: source.metadata,
    symbols: typeNames,
    signal,
    timeout,
    maxByteLength,
    maxFileCount,
  });
  return buildPool([reflected], { symbols: typeNames }).registry;
}
