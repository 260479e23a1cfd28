import type { ChangeList } from "./change-list.ts";
import { diffFields } from "./diff-fields.ts";
import { diffOptions, diffRanges } from "./diff-options.ts";
import { both, breaking, compatible } from "./effect.ts";
import type { MessageModel, OptionModel } from "./model.ts";
import { pairByName } from "./pair-members.ts";
import type { Versions } from "./type-effects.ts";

const none: OptionModel = new Map();

/** A message type that only one of the schemas has. */
export function addOrRemoveMessage(changes: ChangeList, symbol: string, isAdded: boolean): void {
  const about = { symbol, subject: "message" } as const;
  if (isAdded) changes.add(about, "added", ["", symbol], both(compatible("nothing used it")));
  else changes.add(about, "removed", [symbol, ""], both(breaking("its messages can no longer be read")));
}

/** Compares two versions of one message type. */
export function diffMessage(
  changes: ChangeList,
  before: MessageModel,
  after: MessageModel,
  versions: Versions,
): void {
  const about = { symbol: before.symbol, subject: "message" } as const;
  if (before.symbol !== after.symbol) {
    const phrase = "messages stay the same, but an Any that names the old type is not resolved";
    changes.add(about, "renamed", [before.symbol, after.symbol], both(compatible(phrase)));
  }
  const oneofNames = diffOneofs(changes, before, after);
  diffFields(changes, before, after, { versions, oneofNames });
  diffRanges(changes, about, "reserved", [before.reserved, after.reserved]);
  diffRanges(changes, about, "extension-range", [before.extensionRanges, after.extensionRanges]);
  diffOptions(changes, about, before.options, after.options);
}

/** Compares oneofs; one that has the same members under another name is renamed. Returns the new names by the old ones. */
function diffOneofs(
  changes: ChangeList,
  before: MessageModel,
  after: MessageModel,
): ReadonlyMap<string, string> {
  const renamed = new Map<string, string>();
  for (const name of before.oneofs.keys()) {
    const twin = [...after.oneofs.keys()].find(
      (other) => !before.oneofs.has(other) && membersOf(after, other) === membersOf(before, name),
    );
    if (!after.oneofs.has(name) && twin !== undefined) renamed.set(name, twin);
  }
  for (const [name, twin] of renamed) {
    const about = { symbol: `${before.symbol}.${name}`, subject: "oneof" } as const;
    changes.add(about, "renamed", [name, twin], both(compatible("names of oneofs do not occur")));
    diffOptions(changes, about, before.oneofs.get(name) ?? none, after.oneofs.get(twin) ?? none);
  }
  const taken = new Set(renamed.values());
  for (const [name, old, now] of pairByName(before.oneofs, after.oneofs)) {
    if (renamed.has(name) || taken.has(name)) continue;
    const about = { symbol: `${before.symbol}.${name}`, subject: "oneof" } as const;
    const effect = both(compatible("what changes is told with its members"));
    if (old === undefined) changes.add(about, "added", ["", `oneof ${name}`], effect);
    else if (now === undefined) changes.add(about, "removed", [`oneof ${name}`, ""], effect);
    else diffOptions(changes, about, old, now);
  }
  return renamed;
}

function membersOf({ fields }: MessageModel, oneof: string): string {
  const numbers = fields.filter((field) => field.oneof === oneof).map(({ number }) => number);
  return numbers.join(",");
}
