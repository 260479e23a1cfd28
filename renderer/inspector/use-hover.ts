import { useEffect, useRef, useState } from "react";
import type { Selection } from "../../core/contract/views.ts";
import { locate } from "../actions/select.ts";

/** What the byte under the pointer belongs to; the newest question wins. */
export function useHover(documentId: string): {
  readonly hovered: Selection | undefined;
  readonly hover: (offset: number | undefined) => void;
} {
  const [hovered, setHovered] = useState<Selection | undefined>(undefined);
  const [offset, hover] = useState<number | undefined>(undefined);
  const turn = useRef(0);

  useEffect(() => {
    turn.current += 1;
    const mine = turn.current;
    if (offset === undefined) {
      setHovered(undefined);
      return;
    }
    void locate(documentId, { kind: "byte", offset }).then((found) => {
      if (turn.current === mine) setHovered(found);
    });
  }, [documentId, offset]);

  return { hovered, hover };
}
