import { useEffect, useRef, useState } from "react";

/** Time between two readings of something that grows, in ms. */
const PACE = 200;

/**
 * What `read` answers, read again at a calm pace whenever `version` changes, and for as long as it says that there is
 * more. The answer before stays until the next one is here.
 */
export function usePolled<Value>(
  key: string,
  version: number,
  read: () => Promise<{ readonly value: Value; readonly more: boolean }>,
): Value | undefined {
  const [shown, setShown] = useState<{ readonly key: string; readonly value: Value }>();
  const latest = useRef(read);
  latest.current = read;
  const lastAt = useRef(0);
  // biome-ignore lint/correctness/useExhaustiveDependencies: a new version is what makes it read again
  useEffect(() => {
    let wanted = true;
    let timer = window.setTimeout(go, Math.max(0, PACE - (performance.now() - lastAt.current)));
    async function go(): Promise<void> {
      lastAt.current = performance.now();
      try {
        const { value, more } = await latest.current();
        if (!wanted) return;
        setShown({ key, value });
        if (more) timer = window.setTimeout(go, 20);
      } catch {
        // The recording is gone: what was drawn stays.
      }
    }
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [key, version]);
  return shown?.key === key ? shown.value : undefined;
}
