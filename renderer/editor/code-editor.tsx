import type { editor } from "monaco-editor/editor";
import { useEffect, useRef } from "react";
import type { Finding, Span } from "../../core/finding.ts";
import { EDITOR_OPTIONS } from "./editor-options.ts";
import { setFieldHelp } from "./field-help.ts";
import type { FieldLookup } from "./field-lookup.ts";
import { entryFor } from "./models.ts";
import type { Monaco } from "./monaco-setup.ts";
import { useHighlight } from "./use-highlight.ts";
import { useMarkers } from "./use-markers.ts";
import { useMonaco } from "./use-monaco.ts";
import { type TextMark, useTextMarks } from "./use-text-marks.ts";
import { type SuggestNames, setNameHelp } from "./variable-completion.ts";

/** What an editor shows and whom it tells. */
export interface CodeEditorProps {
  /** Names the text: undo history and scroll position belong to it. */
  readonly textKey: string;
  readonly text: string;
  readonly language: string;
  readonly label: string;
  readonly onChange?: (text: string) => void;
  /** Told the UTF-16 offset that was clicked or walked to. */
  readonly onPlace?: (offset: number) => void;
  readonly highlight?: Span | undefined;
  readonly findings?: readonly Finding[];
  readonly fields?: FieldLookup | undefined;
  /** Who knows the names that may stand between braces. */
  readonly suggestNames?: SuggestNames | undefined;
  /** Parts of the text that stand for something else, with what they stand for on hover. */
  readonly variables?: readonly TextMark[] | undefined;
  /** Scrolled to and focused whenever it is a new object. */
  readonly reveal?: { readonly start: number } | undefined;
}

/** A text editor; without `onChange` it is read-only. */
export function CodeEditor(props: CodeEditorProps) {
  const monaco = useMonaco();
  return monaco === undefined ? (
    <div className="editor" role="status" aria-label={`${props.label}: the editor is being loaded`} />
  ) : (
    <LoadedEditor {...props} monaco={monaco} />
  );
}

function LoadedEditor(props: CodeEditorProps & { readonly monaco: Monaco }) {
  const { monaco, textKey, text, language, label, highlight, findings, fields, reveal } = props;
  const host = useRef<HTMLDivElement>(null);
  const instance = useRef<editor.IStandaloneCodeEditor | undefined>(undefined);
  const latest = useRef(props);
  latest.current = props;
  const readOnly = props.onChange === undefined;

  // biome-ignore lint/correctness/useExhaustiveDependencies: made once; what changes is set below
  useEffect(() => {
    if (host.current === null) return;
    const fixed = readOnly ? ({ readOnly, domReadOnly: true, matchBrackets: "never" } as const) : {};
    const options = { ...EDITOR_OPTIONS, ...fixed, ariaLabel: label, model: null };
    const created = monaco.editor.create(host.current, options);
    instance.current = created;
    created.onDidChangeCursorPosition((event) => {
      if (event.reason !== monaco.editor.CursorChangeReason.Explicit) return;
      const model = created.getModel();
      if (model !== null) latest.current.onPlace?.(model.getOffsetAt(event.position));
    });
    performance.mark("byteglass:editor-ready");
    return () => created.dispose();
  }, [monaco]);

  useEffect(() => {
    const shown = instance.current;
    if (shown === undefined) return;
    const entry = entryFor(monaco, textKey, latest.current.text, language);
    shown.setModel(entry.model);
    if (entry.viewState !== null) shown.restoreViewState(entry.viewState);
    const typing = entry.model.onDidChangeContent(() => {
      const typed = entry.model.getValue();
      if (typed === entry.text) return;
      entry.text = typed;
      latest.current.onChange?.(typed);
    });
    return () => {
      typing.dispose();
      if (!entry.model.isDisposed()) entry.viewState = shown.saveViewState();
    };
  }, [monaco, textKey, language]);

  useEffect(() => {
    entryFor(monaco, textKey, text, language);
  }, [monaco, textKey, text, language]);

  useEffect(() => instance.current?.updateOptions({ ariaLabel: label, readOnly }), [label, readOnly]);

  useEffect(() => {
    const model = instance.current?.getModel();
    if (model) setFieldHelp(model, fields);
    if (model) setNameHelp(model, latest.current.suggestNames);
  });

  useEffect(() => {
    const model = instance.current?.getModel();
    if (reveal === undefined || !model) return;
    const position = model.getPositionAt(reveal.start);
    instance.current?.setPosition(position);
    instance.current?.revealPositionInCenterIfOutsideViewport(position);
    instance.current?.focus();
  }, [reveal]);

  useHighlight(monaco, instance, textKey, highlight);
  useMarkers(monaco, instance, textKey, findings);
  useTextMarks(monaco, instance, textKey, props.variables);
  return <div ref={host} className="editor" />;
}
