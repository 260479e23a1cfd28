import type { NameChoices } from "./use-name-choices.ts";

interface NameListProps {
  readonly id: string;
  readonly names: NameChoices;
  readonly anchor: DOMRect | undefined;
}

/** Names that may stand between the braces, under the field in which they are typed. */
export function NameList({ id, names, anchor }: NameListProps) {
  if (anchor === undefined) return null;
  const left = Math.min(anchor.left, window.innerWidth - 380);
  return (
    <div
      id={id}
      role="listbox"
      aria-label="Variables"
      className="variable-card variable-choices"
      style={{ left: Math.max(6, left), top: anchor.bottom + 4 }}
    >
      {names.choices.map((choice, index) => (
        // biome-ignore lint/a11y/useKeyWithClickEvents: the field has the keys
        <div
          key={choice.expression}
          id={`${id}-${index}`}
          role="option"
          tabIndex={-1}
          aria-selected={index === names.active}
          ref={index === names.active ? (row) => row?.scrollIntoView({ block: "nearest" }) : undefined}
          className={index === names.active ? "active" : ""}
          // The field keeps the focus.
          onPointerDown={(event) => event.preventDefault()}
          onClick={() => names.take(choice)}
        >
          <span className="mono">{choice.expression}</span>
          <span className="variable-words">
            {choice.words}
            {choice.origin === "built-in" || choice.origin === "answer" ? "" : ` · ${choice.origin}`}
          </span>
        </div>
      ))}
    </div>
  );
}
