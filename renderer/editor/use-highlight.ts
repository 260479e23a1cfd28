import type { editor } from "monaco-editor/editor";
import { type RefObject, useEffect } from "react";
import type { Span } from "../../core/finding.ts";
import type { Monaco } from "./monaco-setup.ts";

/** Marks the span of the text that the selection stands for, and brings it into view. */
export function useHighlight(
  monaco: Monaco,
  instance: RefObject<editor.IStandaloneCodeEditor | undefined>,
  textKey: string,
  highlight: Span | undefined,
): void {
  const start = highlight?.start;
  const end = highlight?.end;
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text needs its own decoration
  useEffect(() => {
    const shown = instance.current;
    const model = shown?.getModel();
    if (!shown || !model || start === undefined || end === undefined) return;
    const range = monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end));
    const decorations = shown.createDecorationsCollection([
      { range, options: { inlineClassName: "selected-json", stickiness: 1 } },
    ]);
    if (!shown.hasTextFocus()) shown.revealRangeInCenterIfOutsideViewport(range);
    return () => decorations.clear();
  }, [monaco, textKey, start, end]);
}
