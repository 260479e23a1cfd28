import { type KeyboardEvent, type RefObject, useEffect, useState } from "react";
import type { VariableSuggestion } from "../../core/contract/suggestions.ts";
import type { RequestDraft } from "../state/drafts.ts";
import { fitting, nameAt, suggest, type TypedName, withSuggestion } from "./suggest.ts";

/** Choices that are listed under a field. */
const SHOWN = 60;

/** The choices under a field while a name is typed in it. */
export interface NameChoices {
  readonly choices: readonly VariableSuggestion[];
  readonly active: number;
  /** Looks where the caret is; to be called when the text or the caret changed. */
  look(): void;
  close(): void;
  take(choice: VariableSuggestion): void;
  /** True when the key was for the choices. */
  press(event: KeyboardEvent): boolean;
}

/** Suggests names between braces for a field of a request. */
export function useNameChoices(
  field: RefObject<HTMLInputElement | null>,
  draft: RequestDraft | undefined,
): NameChoices {
  const [name, setName] = useState<TypedName>();
  const [found, setFound] = useState<readonly VariableSuggestion[]>([]);
  const [active, setActive] = useState(0);
  const typed = name?.typed;
  // What was found for fewer letters is never offered for more of them unless it fits those, too.
  const choices = typed === undefined ? [] : fitting(found, typed).slice(0, SHOWN);

  // biome-ignore lint/correctness/useExhaustiveDependencies: the request in front changes as one types into it
  useEffect(() => {
    setActive(0);
    if (typed === undefined || draft === undefined) {
      setFound([]);
      return;
    }
    let isWanted = true;
    void suggest(draft, typed).then((newest) => isWanted && setFound(newest));
    return () => {
      isWanted = false;
    };
  }, [typed]);

  function look(): void {
    const input = field.current;
    if (input === null || input.selectionStart === null) return;
    setName(nameAt(input.value, input.selectionStart));
  }

  function take(choice: VariableSuggestion): void {
    const input = field.current;
    if (input === null || name === undefined) return;
    const { text, caret } = withSuggestion(input.value, name, choice);
    // As if it had been typed, so that whoever owns the value hears of it as of any other key.
    Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set?.call(input, text);
    input.dispatchEvent(new Event("input", { bubbles: true }));
    input.setSelectionRange(caret, caret);
    setName(nameAt(text, caret));
  }

  function press(event: KeyboardEvent): boolean {
    const chosen = choices[active];
    if (chosen === undefined) return false;
    if (event.key === "ArrowDown") setActive((active + 1) % choices.length);
    else if (event.key === "ArrowUp") setActive((active + choices.length - 1) % choices.length);
    else if (event.key === "Escape") setName(undefined);
    else if ((event.key === "Enter" && !event.ctrlKey && !event.metaKey) || event.key === "Tab") take(chosen);
    else return false;
    event.preventDefault();
    event.stopPropagation();
    return true;
  }

  return { choices, active, look, close: () => setName(undefined), take, press };
}
