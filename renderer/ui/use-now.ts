import { useEffect, useState } from "react";

/** `performance.now()`, refreshed every `interval` ms while `running`. */
export function useNow(running: boolean, interval = 100): number {
  const [now, setNow] = useState(() => performance.now());
  useEffect(() => {
    if (!running) return;
    const timer = window.setInterval(() => setNow(performance.now()), interval);
    return () => window.clearInterval(timer);
  }, [running, interval]);
  return now;
}
