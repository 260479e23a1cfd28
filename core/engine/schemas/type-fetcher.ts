/** Asks the servers that a schema was reflected from for single types. */
import type { FileRegistry } from "@bufbuild/protobuf";
import type { SchemaSource } from "../../contract/params.ts";
import { ByteglassError } from "../../error.ts";
import type { PoolPart } from "../../schema/index.ts";
import type { KnownFile } from "../../schema/reflection/likely-places.ts";
import type { ReflectOptions } from "../../schema/reflection/reflect.ts";
import { likelyPlacesPart, poolPart, reflectionPart } from "../rooms.ts";
import type { Channels } from "../servers/channels.ts";
import type { FetchTypes } from "./late-types.ts";

/** Bounds on one question: an answer is shown without the type when it takes longer, in ms. */
const timeout = 3_000;
/** A server that did not answer is left alone for so long, in ms: nobody is to wait again for each key that is typed. */
const restTime = 30_000;
const maxByteLength = 16 * 1024 * 1024;
const maxFileCount = 2_000;

type ReflectionSource = Extract<SchemaSource, { kind: "reflection" }>;

/** One server, and the files that it gave before. */
interface AskedServer {
  readonly source: ReflectionSource;
  readonly files: readonly Uint8Array[];
  /** Whether it finds messages by name, as all should; absent until that was tried. */
  findsMessages?: boolean;
  /** On the clock of `performance.now()`. */
  restsUntil: number;
}

/** Asks the servers among the sources, each with what was sent to it before and no other; undefined when there is none. */
export function createTypeFetcher(
  schemaSources: readonly SchemaSource[],
  channels: Channels,
  parts: readonly PoolPart[],
): FetchTypes | undefined {
  const servers = schemaSources
    .filter((source) => source.kind === "reflection")
    .map((source): AskedServer => ({ source, files: filesOf(source, parts), restsUntil: 0 }));
  if (servers.length === 0) return undefined;
  return async (typeNames) => {
    const found: FileRegistry[] = [];
    let failure: unknown;
    for (const server of servers) {
      const missing = typeNames.filter((name) => !found.some((one) => one.getMessage(name) !== undefined));
      if (missing.length === 0) break;
      if (performance.now() < server.restsUntil) {
        failure ??= new Error(`${server.source.server.target} did not answer a moment ago`);
        continue;
      }
      try {
        const registry = await askServer(server, channels, missing);
        if (missing.some((name) => registry.getMessage(name) !== undefined)) found.push(registry);
      } catch (thrown) {
        failure ??= thrown;
        server.restsUntil = performance.now() + restTime;
      }
    }
    if (found.length === 0 && failure !== undefined) throw failure;
    return found;
  };
}

function filesOf({ server }: ReflectionSource, parts: readonly PoolPart[]): readonly Uint8Array[] {
  return parts.filter(({ name }) => name === server.target).flatMap(({ files }) => files);
}

/** By their names; and where the server finds no messages by name, by the places where such types usually are. */
async function askServer(
  server: AskedServer,
  channels: Channels,
  typeNames: readonly string[],
): Promise<FileRegistry> {
  const { buildPool } = await poolPart();
  const named = await reflectFrom(server.source, channels, { symbols: typeNames }).catch(endedInstead);
  const parts = named === undefined ? [] : [named];
  const { registry } = buildPool(parts, { symbols: typeNames });
  const missing = typeNames.filter((name) => registry.getMessage(name) === undefined);
  const choose = missing.length === 0 ? undefined : await placesOf(server, channels, missing);
  if (choose === undefined) return registry;
  const more = await reflectFrom(server.source, channels, { choose });
  return buildPool([...parts, more], { symbols: typeNames }).registry;
}

/** Where to look for what was not found by name; undefined when the server would have known it. */
async function placesOf(
  server: AskedServer,
  channels: Channels,
  missing: readonly string[],
): Promise<ReflectOptions["choose"]> {
  const { likelyPlaces, typesAround, firstMessage, readFileHeader } = await likelyPlacesPart();
  const example = firstMessage(server.files);
  server.findsMessages ??=
    example !== undefined &&
    (await reflectFrom(server.source, channels, { symbols: [example] }).then(
      ({ files }) => files.length > 0,
      endedInstead,
    )) === true;
  if (!server.findsMessages) {
    const known: readonly KnownFile[] = server.files.map((bytes) => readFileHeader(bytes));
    return (services) => likelyPlaces(missing, services, known);
  }
  const symbols = missing.flatMap(typesAround);
  return symbols.length === 0 ? undefined : () => ({ symbols, fileNames: [] });
}

async function reflectFrom(
  source: ReflectionSource,
  channels: Channels,
  options: Pick<ReflectOptions, "symbols" | "choose">,
): Promise<PoolPart> {
  const signal = AbortSignal.timeout(timeout);
  const [{ reflect }, channel] = await Promise.all([
    reflectionPart(),
    channels.grpc(source.server, source, signal),
  ]);
  return await reflect((call, onEvent) => channel.open(call, onEvent), {
    version: source.version,
    metadata: source.metadata,
    signal,
    timeout,
    maxByteLength,
    maxFileCount,
    ...options,
  });
}

/** Some servers end the stream where the answer is that they know no such symbol. */
function endedInstead(thrown: unknown): undefined {
  if (thrown instanceof ByteglassError && thrown.code === "no-reflection") return undefined;
  throw thrown;
}
