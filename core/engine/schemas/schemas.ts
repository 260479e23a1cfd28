/** Opens schemas and keeps them under an id. */
import type { OpenSchemaRequest } from "../../contract/params.ts";
import type { SchemaSummary } from "../../contract/views.ts";
import { ByteglassError } from "../../error.ts";
import type { PoolPart, SchemaPool } from "../../schema/index.ts";
import { createBoundedStore } from "../bounded-store.ts";
import { createIdentifiers } from "../identifiers.ts";
import { namesPart, poolPart } from "../rooms.ts";
import { type FetchTypes, withLateTypes } from "./late-types.ts";

/** Schemas kept, and the bytes of serialized descriptors they may have together. */
const bounds = { maximumCount: 32, maximumWeight: 128 * 1024 * 1024 };

/** Message names that a summary lists; of a larger schema a face shows the services alone. */
const maximumNamed = 20_000;

/** The schemas that are open. A document keeps its own type alive, whatever happens to its schema here. */
export interface SchemaStore {
  /** Makes one pool of the parts and keeps it. */
  add(parts: readonly PoolPart[], request?: PoolRequest): Promise<SchemaSummary>;
  /** Throws `not-found` for an id that is unknown or was pushed out. */
  get(schemaId: string): SchemaPool;
  /** What the pool was made of, in the order of the sources; throws as `get` does. */
  partsOf(schemaId: string): readonly PoolPart[];
}

/** How a pool is made: of all files, or of what some symbols need; and where types come from that it lacks. */
export interface PoolRequest {
  readonly symbols?: OpenSchemaRequest["symbols"];
  readonly fetchTypes?: FetchTypes | undefined;
}

interface OpenSchema {
  readonly pool: SchemaPool;
  readonly parts: readonly PoolPart[];
}

/** An empty store. */
export function createSchemaStore(): SchemaStore {
  const schemas = createBoundedStore<OpenSchema>(bounds);
  const nextId = createIdentifiers("schema");

  async function add(parts: readonly PoolPart[], request: PoolRequest = {}): Promise<SchemaSummary> {
    const { buildPool, messageCount, summarize } = await poolPart();
    const built = buildPool(parts, request.symbols === undefined ? {} : { symbols: request.symbols });
    const { fetchTypes } = request;
    const pool = fetchTypes ? { ...built, registry: withLateTypes(built.registry, fetchTypes) } : built;
    const schemaId = nextId();
    const count = messageCount(pool);
    const summary = {
      schemaId,
      services: summarize(pool),
      messageCount: count,
      ...(count > maximumNamed ? {} : { messages: messageNames(pool) }),
      fileCount: pool.sourceFileNames.length,
      origin: pool.origin,
      findings: pool.findings,
    };
    schemas.add(schemaId, { pool, parts }, weightOf(parts));
    return summary;
  }

  function find(schemaId: string): OpenSchema {
    const found = schemas.get(schemaId);
    if (found !== undefined) return found;
    throw new ByteglassError("not-found", `The schema "${schemaId}" is not open any more.`, {
      hint: "Load the schema again; the longest unused ones make room for new ones.",
    });
  }

  return {
    add,
    get: (schemaId) => find(schemaId).pool,
    partsOf: (schemaId) => find(schemaId).parts,
  };
}

/** Services and methods straight from the parts: nothing is resolved or kept. */
export async function listNames(parts: readonly PoolPart[]): Promise<SchemaSummary> {
  const { listServices } = await namesPart();
  const files = parts.flatMap((part) => part.files);
  return {
    schemaId: "",
    services: listServices(files),
    messageCount: 0,
    fileCount: files.length,
    origin: parts.map(({ origin }) => origin).join(" + "),
    findings: parts.flatMap(({ findings = [] }) => findings),
  };
}

function messageNames({ registry }: SchemaPool): readonly string[] {
  const messages = [...registry].filter(({ kind }) => kind === "message");
  return messages.map(({ typeName }) => typeName).sort();
}

function weightOf(parts: readonly PoolPart[]): number {
  return parts.flatMap(({ files }) => files).reduce((sum, { byteLength }) => sum + byteLength, 0);
}
