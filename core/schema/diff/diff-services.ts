import type { ChangeList } from "./change-list.ts";
import { diffOptions } from "./diff-options.ts";
import { both, breaking, compatible, type Effect } from "./effect.ts";
import type { MethodModel, ServiceModel } from "./model.ts";
import { pairByName } from "./pair-members.ts";
import { sameType, typeEffect, type Versions } from "./type-effects.ts";

/** A service that only one of the schemas has. */
export function addOrRemoveService(changes: ChangeList, symbol: string, isAdded: boolean): void {
  const about = { symbol, subject: "service" } as const;
  if (isAdded) changes.add(about, "added", ["", symbol], both(compatible("nothing called it")));
  else changes.add(about, "removed", [symbol, ""], both(breaking("calls of it fail as unimplemented")));
}

/** Compares two versions of one service. */
export function diffService(
  changes: ChangeList,
  before: ServiceModel,
  after: ServiceModel,
  versions: Versions,
): void {
  const about = { symbol: before.symbol, subject: "service" } as const;
  if (before.symbol !== after.symbol) {
    const effect: Effect = {
      wire: breaking("calls of the old name fail as unimplemented"),
      json: compatible("paths of HTTP rules do not name the service"),
    };
    changes.add(about, "renamed", [before.symbol, after.symbol], effect);
  }
  for (const [, old, now] of pairByName(byName(before), byName(after))) {
    if (old === undefined && now !== undefined) {
      changes.add(aboutMethod(now), "added", ["", declaration(now)], both(compatible("nothing called it")));
    } else if (old !== undefined && now === undefined) {
      const effect = both(breaking("calls of it fail as unimplemented"));
      changes.add(aboutMethod(old), "removed", [declaration(old), ""], effect);
    } else if (old !== undefined && now !== undefined) diffMethod(changes, old, now, versions);
  }
  diffOptions(changes, about, before.options, after.options);
}

function byName({ methods }: ServiceModel): ReadonlyMap<string, MethodModel> {
  return new Map(methods.map((method) => [method.name, method]));
}

function aboutMethod({ symbol }: MethodModel) {
  return { symbol, subject: "method" } as const;
}

function declaration({ name, inputType, outputType, streaming }: MethodModel): string {
  const isIn = streaming === "client-stream" || streaming === "bidi-stream";
  const isOut = streaming === "server-stream" || streaming === "bidi-stream";
  return `rpc ${name}(${isIn ? "stream " : ""}${inputType}) returns (${isOut ? "stream " : ""}${outputType})`;
}

function diffMethod(changes: ChangeList, old: MethodModel, now: MethodModel, versions: Versions): void {
  const about = aboutMethod(old);
  for (const [verb, before, after] of [
    ["takes", old.inputType, now.inputType],
    ["returns", old.outputType, now.outputType],
  ] as const) {
    const types = [messageType(before), messageType(after)] as const;
    if (sameType(types[0], types[1], versions)) continue;
    const texts = [`${verb} ${before}`, `${verb} ${after}`] as const;
    changes.add(about, "retyped", texts, typeEffect(types[0], types[1], versions));
  }
  if (old.streaming !== now.streaming) {
    const effect = both(breaking("both sides must agree on who sends one message and who several"));
    changes.add(about, "streaming", [old.streaming, now.streaming], effect);
  }
  const http = [old.http.join(", "), now.http.join(", ")] as const;
  if (http[0] !== http[1]) changes.add(about, "http-rule", http, httpEffect(old, now));
  diffOptions(changes, about, old.options, now.options);
}

function messageType(name: string) {
  return { kind: "message", name, delimited: false } as const;
}

function httpEffect(old: MethodModel, now: MethodModel): Effect {
  const isKept = old.http.every((binding) => now.http.includes(binding));
  return {
    wire: compatible("gRPC does not look at it"),
    json: isKept
      ? compatible("every older binding is still there")
      : breaking("requests by the older binding fail"),
  };
}
