import { type ReactNode, type RefObject, useEffect, useRef } from "react";

interface PopoverProps {
  readonly label: string;
  readonly className?: string;
  readonly onClose: () => void;
  /** The control that opened it: clicks there are its own business, and focus returns to it. */
  readonly anchor: RefObject<HTMLElement | null>;
  readonly children: ReactNode;
}

/** A panel under a control. Escape or a click outside closes it. */
export function Popover({ label, className = "", onClose, anchor, children }: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useEffect(() => {
    function outside(event: PointerEvent) {
      const target = event.target as Node;
      if (!panel.current?.contains(target) && !anchor.current?.contains(target)) close.current();
    }
    function onEscape(event: KeyboardEvent) {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      close.current();
      anchor.current?.focus();
    }
    window.addEventListener("pointerdown", outside, true);
    window.addEventListener("keydown", onEscape, true);
    return () => {
      window.removeEventListener("pointerdown", outside, true);
      window.removeEventListener("keydown", onEscape, true);
    };
  }, [anchor]);

  useEffect(() => {
    panel.current?.querySelector<HTMLElement>("input, button, select, [tabindex='0']")?.focus();
  }, []);

  return (
    <div ref={panel} role="dialog" aria-label={label} className={`popover ${className}`}>
      {children}
    </div>
  );
}
