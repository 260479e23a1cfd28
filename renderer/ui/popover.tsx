import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef } from "react";

interface PopoverProps {
  readonly label: string;
  readonly className?: string;
  readonly onClose: () => void;
  /** The control that opened it: clicks there are its own business, and focus returns to it. */
  readonly anchor: RefObject<HTMLElement | null>;
  /** True places it by the window, so that it can leave a part that scrolls. */
  readonly floating?: boolean;
  readonly children: ReactNode;
}

/** Space around a floating panel, in CSS pixels. */
const MARGIN = 6;

/** A panel under a control. Escape or a click outside closes it. */
export function Popover({ label, className = "", onClose, anchor, floating, children }: PopoverProps) {
  const panel = useRef<HTMLDivElement>(null);
  const close = useRef(onClose);
  close.current = onClose;

  useLayoutEffect(() => {
    if (floating !== true) return undefined;
    const place = () => placeBeside(panel.current, anchor.current);
    place();
    window.addEventListener("resize", place);
    return () => window.removeEventListener("resize", place);
  });

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
    <div
      ref={panel}
      role="dialog"
      aria-label={label}
      className={`popover ${floating === true ? "floating " : ""}${className}`}
    >
      {children}
    </div>
  );
}

/** Puts a floating panel below its control, or above it where there is no room, wholly inside the window. */
function placeBeside(panel: HTMLElement | null, control: HTMLElement | null): void {
  if (panel === null || control === null) return;
  const around = control.getBoundingClientRect();
  const left = Math.min(around.left, window.innerWidth - panel.offsetWidth - MARGIN);
  const below = around.bottom + MARGIN;
  const fits = below + panel.offsetHeight + MARGIN <= window.innerHeight;
  panel.style.left = `${Math.max(MARGIN, left)}px`;
  panel.style.top = `${fits ? below : Math.max(MARGIN, around.top - MARGIN - panel.offsetHeight)}px`;
}
