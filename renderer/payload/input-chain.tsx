import { useRef, useState } from "react";
import type { InputChoice, InputForm, InputStep } from "../../core/contract/input.ts";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { editPayload } from "../actions/payload.ts";
import type { PayloadDraft } from "../state/drafts.ts";
import { Popover } from "../ui/popover.tsx";

interface InputChainProps {
  readonly draft: PayloadDraft;
  readonly base: DocumentSummary | undefined;
}

/** The steps from the input to the bytes: a step can be taken in another way, or taken away. */
export function InputChain({ draft, base }: InputChainProps) {
  const steps = base?.chain ?? [];
  const choices = draft.choices ?? [];
  const choose = (next: readonly InputChoice[]) =>
    editPayload(draft.id, (now) => ({ ...now, choices: next.length === 0 ? undefined : next }));
  return (
    <>
      <ol className="chain-steps" aria-label="Steps from the input to the bytes">
        {steps.map((step, index) => (
          <Step
            // biome-ignore lint/suspicious/noArrayIndexKey: a step is known by its place in the chain
            key={index}
            step={step}
            onForm={(form) => choose([...before(choices, index), { step: index, form }])}
          />
        ))}
        {steps.length === 0
          ? (base?.steps ?? []).map((label) => (
              <li key={label} className="chip">
                {label}
              </li>
            ))
          : null}
      </ol>
      {choices.length === 0 ? null : (
        <button type="button" className="quiet" onClick={() => choose([])}>
          all steps again
        </button>
      )}
    </>
  );
}

/** Choices of earlier steps; those of later ones were about other bytes. */
function before(choices: readonly InputChoice[], step: number): readonly InputChoice[] {
  return choices.filter((choice) => choice.step < step);
}

function Step({ step, onForm }: { readonly step: InputStep; readonly onForm: (form: string) => void }) {
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  const { label, alternatives, removable } = step;
  return (
    <li className="chip">
      {alternatives.length === 0 ? (
        label
      ) : (
        <button
          ref={button}
          type="button"
          className="chip-label"
          aria-haspopup="dialog"
          aria-expanded={open}
          aria-label={`${label}, other ways to take it`}
          onClick={() => setOpen(!open)}
        >
          {label} <span aria-hidden="true">▾</span>
        </button>
      )}
      {removable ? (
        <button
          type="button"
          className="chip-remove"
          aria-label={`Take away: ${label}`}
          onClick={() => onForm("")}
        >
          ×
        </button>
      ) : null}
      {open ? (
        <Popover label="Other ways" anchor={button} className="menu" floating onClose={() => setOpen(false)}>
          <Alternatives
            alternatives={alternatives}
            onForm={(form) => {
              setOpen(false);
              onForm(form);
            }}
          />
        </Popover>
      ) : null}
    </li>
  );
}

interface AlternativesProps {
  readonly alternatives: readonly InputForm[];
  readonly onForm: (form: string) => void;
}

function Alternatives({ alternatives, onForm }: AlternativesProps) {
  return (
    <>
      <p className="menu-note">It can also be taken as</p>
      {alternatives.map(({ form, label, preview }) => (
        <button key={form} type="button" className="menu-item" onClick={() => onForm(form)}>
          <span>{label}</span>
          <code className="menu-words">{preview}</code>
        </button>
      ))}
    </>
  );
}
