/** What the bytes of a document are taken apart into, once, for all its views. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { GuessBinder } from "../guess/binder.ts";
import { createGuessBinder } from "../guess/binder.ts";
import { FieldPool } from "../guess/field-pool.ts";
import { readingNote } from "../guess/note.ts";
import { walkSettled } from "../guess/settle.ts";
import { SteppedWalk } from "../guess/stepped-walk.ts";
import { Resolver } from "../wire/bind/resolve.ts";
import { createSchemaBinder } from "../wire/bind/schema-binder.ts";
import { type MessageShape, Shapes } from "../wire/bind/shapes.ts";
import type { Binder } from "../wire/binder.ts";
import { finish, type Steps } from "../wire/steps.ts";
import type { Walk } from "../wire/walk.ts";
import { forceChoices } from "./choices.ts";
import type { DocumentSource } from "./document.ts";
import { fieldKey } from "./field-key.ts";
import { LARGE } from "./large.ts";
import { Occurrences } from "./occurrences.ts";
import { Paths } from "./paths.ts";
import { Tree } from "./tree.ts";

/** The type of a document, ready for the walk. */
export interface BoundSchema {
  readonly type: DescMessage;
  readonly shapes: Shapes;
  readonly root: MessageShape;
}

/** Records, and what names and reads them. */
export interface Analysis {
  readonly walk: Walk;
  readonly guess: GuessBinder;
  readonly schema: BoundSchema | undefined;
  readonly resolver: Resolver;
  readonly paths: Paths;
  readonly tree: Tree;
}

/** An analysis with what is left to do for it; until that is done it holds the first records alone. */
export interface BegunAnalysis {
  readonly analysis: Analysis;
  readonly work: Steps<void>;
  /** Bytes that were walked. */
  readonly walked: () => number;
  /** Leaves out what was not walked yet. */
  readonly stop: () => void;
}

/** Walks the bytes of a document. */
export function analyse(source: DocumentSource): Analysis {
  if (source.bytes.length < LARGE) return analyseAtOnce(source);
  const { analysis, work } = beginAnalysis(source);
  finish(work);
  return analysis;
}

/** Prepares the walk of a large document: it is done step by step. */
export function beginAnalysis(source: DocumentSource): BegunAnalysis {
  const { bytes, format, choices } = source;
  const pool = new FieldPool();
  forceChoices(pool, choices);
  const schema = schemaOf(source);
  const guess = createGuessBinder(bytes, pool);
  const stepped = new SteppedWalk(bytes, pool, binderOf(bytes, schema, guess), { format });
  return {
    analysis: analysisOf(source, stepped.walk, guess, schema),
    work: stepped.run(),
    walked: () => stepped.walked,
    stop: () => stepped.stop(),
  };
}

function analyseAtOnce(source: DocumentSource): Analysis {
  const { bytes, format, choices } = source;
  const schema = schemaOf(source);
  const pool = new FieldPool();
  forceChoices(pool, choices);
  let guess = createGuessBinder(bytes, pool);
  const { walk } = walkSettled(
    bytes,
    pool,
    () => {
      guess = createGuessBinder(bytes, pool);
      return binderOf(bytes, schema, guess);
    },
    { format },
  );
  return analysisOf(source, walk, guess, schema);
}

function schemaOf({ type, registry }: DocumentSource): BoundSchema | undefined {
  if (type === undefined) return undefined;
  const shapes = shapesOf(registry, type);
  return { type, shapes, root: shapes.of(type) };
}

function binderOf(bytes: Uint8Array, schema: BoundSchema | undefined, guess: GuessBinder): Binder {
  return schema === undefined ? guess : createSchemaBinder(bytes, schema.type, schema.shapes, guess);
}

function analysisOf(
  { choices, names }: DocumentSource,
  walk: Walk,
  guess: GuessBinder,
  schema: BoundSchema | undefined,
): Analysis {
  const resolver = new Resolver(walk, schema?.shapes, schema?.root);
  const keyOf = (record: number) => fieldKey(walk, resolver, record);
  const paths = new Paths(walk, resolver, new Occurrences(walk, resolver), {
    version: () => names?.version ?? 0,
    of(record) {
      if (names === undefined || names.version === 0) return undefined;
      const key = keyOf(record);
      return key === undefined ? undefined : names.get(key);
    },
  });
  const tree = new Tree({
    table: walk,
    resolver,
    paths,
    readingNote: (kind, body) => readingNote(guess, kind, body),
    choiceOf: (record) => {
      if (choices === undefined || choices.size === 0) return undefined;
      const key = keyOf(record);
      return key === undefined ? undefined : choices.get(key);
    },
  });
  return { walk, guess, schema, resolver, paths, tree };
}

const shapesByRegistry = new WeakMap<Registry, Shapes>();
const shapesByType = new WeakMap<DescMessage, Shapes>();

/** Shapes are made once per registry, or per type where there is no registry. */
function shapesOf(registry: Registry | undefined, type: DescMessage): Shapes {
  const known = registry === undefined ? shapesByType.get(type) : shapesByRegistry.get(registry);
  if (known !== undefined) return known;
  const shapes = new Shapes(registry);
  if (registry === undefined) shapesByType.set(type, shapes);
  else shapesByRegistry.set(registry, shapes);
  return shapes;
}
