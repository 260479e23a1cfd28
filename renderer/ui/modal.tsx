import { type ReactNode, useEffect, useRef } from "react";

interface ModalProps {
  readonly label: string;
  readonly className: string;
  readonly onClose: () => void;
  readonly children: ReactNode;
}

interface ModalHeadProps {
  readonly title: string;
  /** What stands before the title, such as the way back. */
  readonly before?: ReactNode;
  /** What stands between the title and the way out. */
  readonly children?: ReactNode;
  readonly leave?: string;
  readonly onLeave: () => void;
}

/** The first line of a dialogue: its title, and the way out. */
export function ModalHead({ title, before, children, leave = "Close", onLeave }: ModalHeadProps) {
  return (
    <header className="modal-head">
      {before}
      <h2>{title}</h2>
      {children}
      <button type="button" className="quiet" onClick={onLeave}>
        {leave}
      </button>
    </header>
  );
}

/** A dialogue over the window; Escape or a click beside it closes it, and focus returns to where it was. */
export function Modal({ label, className, onClose, children }: ModalProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    const shown = dialog.current;
    shown?.showModal();
    return () => shown?.close();
  }, []);
  return (
    // biome-ignore lint/a11y/useKeyWithClickEvents: Escape closes it
    <dialog
      ref={dialog}
      aria-label={label}
      className={`modal ${className}`}
      onClose={onClose}
      onClick={(event) => event.target === event.currentTarget && onClose()}
    >
      {children}
    </dialog>
  );
}
