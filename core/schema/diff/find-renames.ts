import { parentName } from "../parent-name.ts";
import type { EnumModel, SchemaModel, ServiceModel } from "./model.ts";
import { lastPart, structureOf } from "./structure.ts";

/**
 * New names of types and services, by their old names: what is gone and what has come look the same, stand in the same
 * scope or have the same last name, and nothing else comes into question.
 */
export function findRenames(before: SchemaModel, after: SchemaModel): ReadonlyMap<string, string> {
  return new Map([
    ...renamesOf(before.messages, after.messages, before, after, structureOf),
    ...renamesOf(before.enums, after.enums, before, after, enumStructure),
    ...renamesOf(before.services, after.services, before, after, serviceStructure),
  ]);
}

function renamesOf<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  { unknown: unknownBefore }: SchemaModel,
  { unknown: unknownAfter }: SchemaModel,
  structure: (type: T) => string,
): readonly (readonly [string, string])[] {
  const gone = candidates(before, (name) => !after.has(name) && !unknownAfter.has(name), structure);
  const come = candidates(after, (name) => !before.has(name) && !unknownBefore.has(name), structure);
  return [...gone].flatMap(([look, olds]) => {
    const news = come.get(look) ?? [];
    return olds.flatMap((old) => {
      const matches = news.filter((name) => isLikely(old, name));
      const rivals = olds.filter((other) => matches.some((name) => isLikely(other, name)));
      const [only] = matches;
      if (only !== undefined && matches.length === 1 && rivals.length === 1) return [[old, only] as const];
      const namesake = matches.filter((name) => lastPart(name) === lastPart(old));
      const namesakes = olds.filter((other) => lastPart(other) === lastPart(old));
      const [twin] = namesake;
      return twin !== undefined && namesake.length === 1 && namesakes.length === 1
        ? [[old, twin] as const]
        : [];
    });
  });
}

/** Looks shared by more types than this tell nothing. */
const maxAlike = 16;

function candidates<T>(
  types: ReadonlyMap<string, T>,
  isWanted: (name: string) => boolean,
  structure: (type: T) => string,
): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const [name, type] of types) {
    if (!isWanted(name)) continue;
    const look = structure(type);
    if (look === "[]") continue;
    found.set(look, [...(found.get(look) ?? []).slice(0, maxAlike), name]);
  }
  for (const [look, names] of found) if (names.length > maxAlike) found.delete(look);
  return found;
}

function isLikely(old: string, name: string): boolean {
  return lastPart(old) === lastPart(name) || parentName(old) === parentName(name);
}

function enumStructure({ values }: EnumModel): string {
  return JSON.stringify(values.map(({ name, number }) => [name, number]));
}

function serviceStructure({ methods }: ServiceModel): string {
  return JSON.stringify(
    methods.map(({ name, streaming, inputType, outputType }) => [
      name,
      streaming,
      lastPart(inputType),
      lastPart(outputType),
    ]),
  );
}
