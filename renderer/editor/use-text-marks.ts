import type { editor } from "monaco-editor/editor";
import { type RefObject, useEffect } from "react";
import type { Span } from "../../core/finding.ts";
import type { Monaco } from "./monaco-setup.ts";

/** A part of a text that is marked, with words for whoever points at it. */
export interface TextMark extends Span {
  readonly className: string;
  readonly words: string;
}

/** Marks parts of the text. */
export function useTextMarks(
  monaco: Monaco,
  instance: RefObject<editor.IStandaloneCodeEditor | undefined>,
  textKey: string,
  marks: readonly TextMark[] | undefined,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text needs its own marks
  useEffect(() => {
    const shown = instance.current;
    const model = shown?.getModel();
    if (!shown || !model || marks === undefined || marks.length === 0) return;
    const decorations = shown.createDecorationsCollection(
      marks.map(({ start, end, className, words }) => ({
        range: monaco.Range.fromPositions(model.getPositionAt(start), model.getPositionAt(end)),
        options: { inlineClassName: className, hoverMessage: { value: words }, stickiness: 1 },
      })),
    );
    return () => decorations.clear();
  }, [monaco, textKey, marks]);
}
