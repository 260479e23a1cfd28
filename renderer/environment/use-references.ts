import { useEffect, useState } from "react";
import type { ReferencedText, VariableReference } from "../../core/contract/environments.ts";
import { wholeScopeOf } from "../collections/scope.ts";
import { collections } from "../collections/store.ts";
import type { TextMark } from "../editor/use-text-marks.ts";
import { engine } from "../engine/link.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { useStore } from "../state/use-store.ts";
import { environments } from "./store.ts";

/** Pause after a keystroke before the names are looked up, in ms. */
const PAUSE = 120;

/** What the references of a text stand for; undefined while there are none. */
export function useReferences(
  draft: RequestDraft | undefined,
  text: string,
  form: "plain" | "json",
): ReferencedText | undefined {
  const [found, setFound] = useState<{ readonly text: string; readonly read: ReferencedText }>();
  const turn = useStore(environments, (state) => state.turn);
  const open = useStore(collections, (state) => state.open);
  const file = draft?.saved?.file;
  const variables = draft?.variables;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the scope follows from the file and the turn
  useEffect(() => {
    if (draft === undefined || !text.includes("{{")) {
      setFound(undefined);
      return;
    }
    const scope = wholeScopeOf(draft);
    let isWanted = true;
    const timer = window.setTimeout(() => {
      void engine()
        .then((one) => one.readVariables({ scope, texts: [{ text, form }] }))
        .then(([read]) => isWanted && read !== undefined && setFound({ text, read }))
        .catch(() => undefined);
    }, PAUSE);
    return () => {
      isWanted = false;
      window.clearTimeout(timer);
    };
  }, [text, form, file, turn, open, variables]);
  return found?.text === text ? found.read : undefined;
}

/** Marks for an editor. */
export function marksOf(read: ReferencedText | undefined): readonly TextMark[] | undefined {
  return read?.references.map((reference) => ({
    start: reference.start,
    end: reference.end,
    className: reference.origin === "unresolved" ? "variable unresolved" : "variable",
    words: wordsOf(reference),
  }));
}

/** `staging-api:443, from the environment environments/staging.yml`. */
export function wordsOf({ expression, origin, source, value, secret }: VariableReference): string {
  const from = source === "" ? "" : `, ${source.replace(/^.*[\\/](?=[^\\/]+[\\/][^\\/]+$)/, "")}`;
  switch (origin) {
    case "unresolved":
      return `${expression} has no value`;
    case "answer":
      return value === undefined
        ? "read from the answer of its request, which is sent first"
        : `${value}, from the answer of ${source.replace(/^.*[\\/]/, "")}`;
    case "built-in":
      return value === undefined ? "new each time it is sent" : value;
    default:
      return `${value ?? ""}${secret ? " (secret)" : ""}, from the ${origin}${from}`;
  }
}
