import { type RefObject, useLayoutEffect, useState } from "react";

/** The inner size of an element, in CSS pixels, as it changes. */
export function useBox(element: RefObject<HTMLElement | null>): {
  readonly width: number;
  readonly height: number;
} {
  const [box, setBox] = useState({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const measure = () => setBox({ width: observed.clientWidth, height: observed.clientHeight });
    const observer = new ResizeObserver(measure);
    observer.observe(observed);
    measure();
    return () => observer.disconnect();
  }, [element]);
  return box;
}
