import type { ChangeList } from "./change-list.ts";
import { diffOptions, diffRanges } from "./diff-options.ts";
import { both, breaking, compatible, type Effect, lossy } from "./effect.ts";
import type { EnumModel, EnumValueModel } from "./model.ts";
import { pairMembers } from "./pair-members.ts";

/** An enum that only one of the schemas has. */
export function addOrRemoveEnum(changes: ChangeList, symbol: string, isAdded: boolean): void {
  const about = { symbol, subject: "enum" } as const;
  if (isAdded) changes.add(about, "added", ["", symbol], both(compatible("nothing used it")));
  else changes.add(about, "removed", [symbol, ""], both(breaking("its values can no longer be read")));
}

/** Compares two versions of one enum. */
export function diffEnum(changes: ChangeList, before: EnumModel, after: EnumModel): void {
  const about = { symbol: before.symbol, subject: "enum" } as const;
  if (before.symbol !== after.symbol) {
    const effect = both(compatible("names of enums do not occur"));
    changes.add(about, "renamed", [before.symbol, after.symbol], effect);
  }
  if (before.isOpen !== after.isOpen) {
    changes.add(
      about,
      "enum-openness",
      after.isOpen ? ["closed", "open"] : ["open", "closed"],
      opennessEffect(after.isOpen),
    );
  }
  for (const [old, now] of pairMembers(before.values, after.values)) {
    if (old === undefined) addValue(changes, now);
    else if (now === undefined) removeValue(changes, old, after);
    else diffValue(changes, old, now);
  }
  diffRanges(changes, about, "reserved", [before.reserved, after.reserved]);
  diffOptions(changes, about, before.options, after.options);
}

function opennessEffect(isOpen: boolean): Effect {
  if (isOpen) return both(compatible("every value is still taken"));
  return {
    wire: lossy("numbers without a name become unknown fields"),
    json: lossy("numbers without a name are refused"),
  };
}

function aboutValue({ symbol }: EnumValueModel) {
  return { symbol, subject: "enum-value" } as const;
}

function textOf({ name, number }: EnumValueModel): string {
  return `${name} = ${number}`;
}

function addValue(changes: ChangeList, now: EnumValueModel): void {
  changes.add(aboutValue(now), "added", ["", textOf(now)], both(compatible("older messages do not have it")));
}

function removeValue(changes: ChangeList, old: EnumValueModel, after: EnumModel): void {
  const alias = after.values.find(({ number }) => number === old.number);
  const unnamed = after.isOpen ? "its number stays, without a name" : "its number becomes an unknown field";
  changes.add(aboutValue(old), "removed", [textOf(old), ""], {
    wire: alias === undefined ? lossy(unnamed) : compatible(`its number is ${alias.name} too`),
    json: breaking("its name is refused as unknown"),
  });
}

function diffValue(changes: ChangeList, old: EnumValueModel, now: EnumValueModel): void {
  const about = aboutValue(old);
  if (old.name !== now.name) {
    changes.add(about, "renamed", [old.name, now.name], {
      wire: compatible("names do not occur"),
      json: breaking(`the name ${old.name} is refused as unknown: it is ${now.name} now`),
    });
  }
  if (old.number !== now.number) {
    changes.add(about, "renumbered", [String(old.number), String(now.number)], {
      wire: breaking(`${old.number} no longer means ${old.name}`),
      json: compatible("the name is still taken"),
    });
  }
  diffOptions(changes, about, old.options, now.options);
}
