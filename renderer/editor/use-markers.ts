import type { editor } from "monaco-editor/editor";
import { type RefObject, useEffect } from "react";
import type { Finding, Severity } from "../../core/finding.ts";
import { windowHint } from "../engine/window-hint.ts";
import type { Monaco } from "./monaco-setup.ts";

const OWNER = "byteglass";

/** Underlines the places that findings name. */
export function useMarkers(
  monaco: Monaco,
  instance: RefObject<editor.IStandaloneCodeEditor | undefined>,
  textKey: string,
  findings: readonly Finding[] | undefined,
): void {
  // biome-ignore lint/correctness/useExhaustiveDependencies: another text needs its own markers
  useEffect(() => {
    const model = instance.current?.getModel();
    if (model) monaco.editor.setModelMarkers(model, OWNER, markersFor(monaco, model, findings ?? []));
  }, [monaco, textKey, findings]);
}

function markersFor(
  monaco: Monaco,
  model: editor.ITextModel,
  findings: readonly Finding[],
): editor.IMarkerData[] {
  return findings.flatMap(({ text, message, hint, code, severity }) => {
    if (text === undefined) return [];
    const start = model.getPositionAt(text.start);
    const end = model.getPositionAt(Math.max(text.end, text.start + 1));
    return [
      {
        severity: markerSeverity(monaco, severity),
        message: hint === undefined ? message : `${message}\n${windowHint(hint)}`,
        code,
        startLineNumber: start.lineNumber,
        startColumn: start.column,
        endLineNumber: end.lineNumber,
        endColumn: end.column,
      },
    ];
  });
}

function markerSeverity(monaco: Monaco, severity: Severity) {
  switch (severity) {
    case "error":
      return monaco.MarkerSeverity.Error;
    case "warning":
      return monaco.MarkerSeverity.Warning;
    case "information":
      return monaco.MarkerSeverity.Info;
    case "hint":
      return monaco.MarkerSeverity.Hint;
  }
}
