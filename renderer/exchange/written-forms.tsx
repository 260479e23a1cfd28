import { type ReactNode, useState } from "react";
import type { ErrorRecord } from "../../core/error.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { ChoiceSwitch } from "../ui/choice-switch.tsx";
import { ErrorRecordView } from "../ui/error-record-view.tsx";
import { Modal, ModalHead } from "../ui/modal.tsx";

interface WrittenFormsProps<Form extends string, Written> {
  /** What the button says that opens the dialogue. */
  readonly children: ReactNode;
  readonly className: string;
  readonly title: string;
  readonly legend: string;
  /** The forms to choose from; the first is written when the dialogue opens. */
  readonly forms: readonly [first: Choice<Form>, ...others: readonly Choice<Form>[]];
  readonly write: (form: Form) => Promise<Written>;
  /** Shows what was written, with the steps that take it along. */
  readonly show: (written: Written) => ReactNode;
  /** What stands below, whatever the form. */
  readonly below?: (close: () => void) => ReactNode;
}

type Choice<Form extends string> = readonly [form: Form, name: string];

type Shown<Form, Written> =
  | { readonly form: Form; readonly written: Written }
  | { readonly form: Form; readonly error: ErrorRecord };

/** A request in one of several forms: shown first, so that nothing is copied or saved unseen. */
export function WrittenForms<Form extends string, Written>(props: WrittenFormsProps<Form, Written>) {
  const { children, className, title, legend, forms, write, show, below } = props;
  const [open, setOpen] = useState(false);
  const [shown, setShown] = useState<Shown<Form, Written>>();
  const close = () => setOpen(false);
  const choose = (form: Form) =>
    write(form).then(
      (written) => setShown({ form, written }),
      (thrown: unknown) => setShown({ form, error: toErrorRecord(thrown) }),
    );
  return (
    <>
      <button
        type="button"
        className={className}
        onClick={() => {
          setShown(undefined);
          setOpen(true);
          void choose(forms[0][0]);
        }}
      >
        {children}
      </button>
      {open ? (
        <Modal label={title} className="copy-menu" onClose={close}>
          <ModalHead title={title} onLeave={close}>
            <ChoiceSwitch
              legend={legend}
              choices={forms}
              value={shown?.form}
              onChoose={(form) => void choose(form)}
            />
          </ModalHead>
          <div className="import-body">
            {shown === undefined ? (
              <p className="quiet-note">Writing…</p>
            ) : "error" in shown ? (
              <ErrorRecordView error={shown.error} />
            ) : (
              show(shown.written)
            )}
            {below?.(close)}
          </div>
        </Modal>
      ) : null}
    </>
  );
}

/** What long texts are cut to on the screen; the clipboard and files get all of it. */
const SHOWN_LENGTH = 4000;
const MOST_ROWS = 20;

/** The text that was written, to be read and selected. */
export function WrittenText({ label, text }: { readonly label: string; readonly text: string }) {
  return (
    <textarea
      className="copied-text"
      aria-label={label}
      readOnly
      rows={Math.min(MOST_ROWS, text.split("\n").length + 1)}
      value={text.length > SHOWN_LENGTH ? `${text.slice(0, SHOWN_LENGTH)}…` : text}
    />
  );
}
