import type { SchemaChange } from "../../contract/views.ts";
import type { SchemaPool } from "../pool/pool.ts";
import { ChangeList, defaultMaxChanges } from "./change-list.ts";
import { addOrRemoveEnum, diffEnum } from "./diff-enums.ts";
import { diffExtensions } from "./diff-fields.ts";
import { addOrRemoveMessage, diffMessage } from "./diff-messages.ts";
import { addOrRemoveService, diffService } from "./diff-services.ts";
import { findRenames } from "./find-renames.ts";
import type { SchemaModel } from "./model.ts";
import { pairByName } from "./pair-members.ts";
import { readModel } from "./read-model.ts";

import type { Versions } from "./type-effects.ts";

/**
 * What differs between two schemas: services, messages, enums and extensions, each by name, with what every change does
 * to messages that were written with `before` and are read with `after`. At most `maxChanges`, and one that counts the
 * rest. Files, comments and the order of declarations make no difference; types that one schema merely names are skipped.
 */
export function diffSchemas(
  before: SchemaPool,
  after: SchemaPool,
  maxChanges = defaultMaxChanges,
): readonly SchemaChange[] {
  return diffModels(readModel(before), readModel(after), maxChanges);
}

/** What differs between two models; see `diffSchemas`. */
export function diffModels(
  old: SchemaModel,
  now: SchemaModel,
  maxChanges = defaultMaxChanges,
): readonly SchemaChange[] {
  const changes = new ChangeList(maxChanges);
  const versions: Versions = { before: old, after: now, renamed: findRenames(old, now) };
  compare(old.services, now.services, versions, {
    onOne: (symbol, isAdded) => addOrRemoveService(changes, symbol, isAdded),
    onBoth: (a, b) => diffService(changes, a, b, versions),
  });
  compare(old.messages, now.messages, versions, {
    onOne: (symbol, isAdded) => addOrRemoveMessage(changes, symbol, isAdded),
    onBoth: (a, b) => diffMessage(changes, a, b, versions),
  });
  compare(old.enums, now.enums, versions, {
    onOne: (symbol, isAdded) => addOrRemoveEnum(changes, symbol, isAdded),
    onBoth: (a, b) => diffEnum(changes, a, b),
  });
  diffExtensions(changes, versions);
  return changes.list();
}

/** Pairs types by name, or by the name they have now. */
function compare<T>(
  before: ReadonlyMap<string, T>,
  after: ReadonlyMap<string, T>,
  { renamed, before: old, after: now }: Versions,
  found: {
    readonly onOne: (symbol: string, isAdded: boolean) => void;
    readonly onBoth: (before: T, after: T) => void;
  },
): void {
  const newNames = new Set(renamed.values());
  for (const [name, a, b] of pairByName(before, after)) {
    const other = b ?? after.get(renamed.get(name) ?? name);
    if (a !== undefined && other !== undefined) found.onBoth(a, other);
    else if (a !== undefined && !now.unknown.has(name)) found.onOne(name, false);
    else if (a === undefined && !newNames.has(name) && !old.unknown.has(name)) found.onOne(name, true);
  }
}
