import { type ReactNode, useRef, useState } from "react";
import { Popover } from "./popover.tsx";

interface PopoverButtonProps {
  /** What the button says. */
  readonly children: ReactNode;
  readonly className: string;
  /** Its accessible name, where what it says is too little. */
  readonly name?: string;
  readonly title?: string;
  /** The name of the panel, its class, and whether it is placed by the window. */
  readonly label: string;
  readonly panelClassName: string;
  readonly floating?: boolean;
  /** What the panel holds; `close` takes it away and gives the button the focus. */
  readonly content: (close: () => void) => ReactNode;
}

/** A button with a panel under it. */
export function PopoverButton(props: PopoverButtonProps) {
  const { children, className, name, title, label, panelClassName, floating = false, content } = props;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  function close() {
    setOpen(false);
    button.current?.focus();
  }
  return (
    <div className="popover-place">
      <button
        ref={button}
        type="button"
        className={className}
        aria-label={name}
        title={title}
        aria-haspopup="dialog"
        aria-expanded={open}
        onClick={() => setOpen(!open)}
      >
        {children}
      </button>
      {open ? (
        <Popover
          label={label}
          anchor={button}
          className={panelClassName}
          floating={floating}
          onClose={() => setOpen(false)}
        >
          {content(close)}
        </Popover>
      ) : null}
    </div>
  );
}
