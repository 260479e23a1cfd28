/** What the bytes of a document are taken apart into, once, for all its views. */
import type { DescMessage, Registry } from "@bufbuild/protobuf";
import type { GuessBinder } from "../guess/binder.ts";
import { createGuessBinder } from "../guess/binder.ts";
import { FieldPool } from "../guess/field-pool.ts";
import { readingNote } from "../guess/note.ts";
import { walkSettled } from "../guess/settle.ts";
import { Resolver } from "../wire/bind/resolve.ts";
import { createSchemaBinder } from "../wire/bind/schema-binder.ts";
import { type MessageShape, Shapes } from "../wire/bind/shapes.ts";
import type { Walk } from "../wire/walk.ts";
import { forceChoices } from "./choices.ts";
import type { DocumentSource } from "./document.ts";
import { fieldKey } from "./field-key.ts";
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

/** Walks the bytes of a document. */
export function analyse(source: DocumentSource): Analysis {
  const { bytes, type, registry, format, choices, names } = source;
  const shapes = type === undefined ? undefined : shapesOf(registry, type);
  const schema =
    type === undefined || shapes === undefined ? undefined : { type, shapes, root: shapes.of(type) };
  const pool = new FieldPool();
  forceChoices(pool, choices);
  let guess = createGuessBinder(bytes, pool);
  const { walk } = walkSettled(
    bytes,
    pool,
    () => {
      guess = createGuessBinder(bytes, pool);
      return schema === undefined ? guess : createSchemaBinder(bytes, schema.type, schema.shapes, guess);
    },
    { format },
  );
  const resolver = new Resolver(walk, shapes, schema?.root);
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
