import { useEffect, useState } from "react";
import { loadMonaco } from "./load-monaco.ts";
import type { Monaco } from "./monaco-setup.ts";

let loaded: Monaco | undefined;

/** The editor, once it is loaded. */
export function useMonaco(): Monaco | undefined {
  const [monaco, setMonaco] = useState(() => loaded);
  useEffect(() => {
    let mounted = true;
    void loadMonaco().then((one) => {
      loaded = one;
      if (mounted) setMonaco(() => one);
    });
    return () => {
      mounted = false;
    };
  }, []);
  return monaco;
}
