import type { ChangeList, Subject } from "./change-list.ts";
import { both, breaking, compatible, type Effect, lossy } from "./effect.ts";
import type { OptionModel } from "./model.ts";
import { pairByName } from "./pair-members.ts";

/** Rules that a server checks before it takes a message. */
const ruleOption = /^\((buf\.validate|validate)\./;

/** Compares the options of two versions of one declaration. */
export function diffOptions(
  changes: ChangeList,
  about: Subject,
  before: OptionModel,
  after: OptionModel,
): void {
  for (const [name, old, now] of pairByName(before, after)) {
    if (old !== now) changes.add(about, "option", [written(name, old), written(name, now)], effectOf(name));
  }
}

function written(name: string, value: string | undefined): string {
  return value === undefined ? "" : `${name} = ${value}`;
}

function effectOf(name: string): Effect {
  if (name === "message_set_wire_format") return both(breaking("a message set has a form of its own"));
  if (ruleOption.test(name)) return both(lossy("a server that checks these rules may refuse what it took"));
  return both(compatible("nothing changes"));
}

/** Compares what is reserved, or the extension ranges; each is listed as a whole. */
export function diffRanges(
  changes: ChangeList,
  about: Subject,
  kind: "reserved" | "extension-range",
  [before, after]: readonly [readonly string[], readonly string[]],
): void {
  const texts = [before.join(", "), after.join(", ")] as const;
  if (texts[0] === texts[1]) return;
  const phrase =
    kind === "reserved"
      ? "nothing changes: it only keeps names and numbers from being used"
      : "nothing changes: it only says where extensions may be declared";
  changes.add(about, kind, texts, both(compatible(phrase)));
}
