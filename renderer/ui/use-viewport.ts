import { type RefObject, useEffect, useState } from "react";

/** The height of an element's visible part, in CSS pixels, as it changes. */
export function useViewport(element: RefObject<HTMLElement | null>): number {
  const [height, setHeight] = useState(0);
  useEffect(() => {
    const observed = element.current;
    if (observed === null) return;
    const observer = new ResizeObserver(() => setHeight(observed.clientHeight));
    observer.observe(observed);
    setHeight(observed.clientHeight);
    return () => observer.disconnect();
  }, [element]);
  return height;
}
