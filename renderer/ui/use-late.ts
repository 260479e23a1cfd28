import { useEffect, useState } from "react";

/** Waits shorter than this are not worth a word, in ms. */
const PATIENCE = 150;

/** True once `waiting` has lasted longer than a person notices. */
export function useLate(waiting: boolean): boolean {
  const [late, setLate] = useState(false);
  useEffect(() => {
    if (!waiting) {
      setLate(false);
      return;
    }
    const timer = window.setTimeout(() => setLate(true), PATIENCE);
    return () => window.clearTimeout(timer);
  }, [waiting]);
  return waiting && late;
}
