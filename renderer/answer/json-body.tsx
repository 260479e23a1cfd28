import { useEffect, useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { select } from "../actions/select.ts";
import { CodeEditor } from "../editor/code-editor.tsx";
import { JSON_LITE } from "../editor/json-lite.ts";
import { readingStage } from "../reading/reading-bar.tsx";
import { selections } from "../state/stores.ts";
import { useStore } from "../state/use-store.ts";
import { Waiting } from "../ui/waiting.tsx";
import { Pager } from "./pager.tsx";
import { PAGE_LENGTH, PAGED_FROM, pageCount, pageOf, spanOnPage } from "./text-pages.ts";
import { useJsonText } from "./use-json-text.ts";

interface JsonBodyProps {
  readonly document: DocumentSummary;
  readonly textKey: string;
  readonly label: string;
}

/** A document as JSON, read-only, in step with its bytes; a long one a page at a time. */
export function JsonBody({ document, textKey, label }: JsonBodyProps) {
  const { documentId, jsonTextLength } = document;
  const [turned, setTurned] = useState({ documentId, page: 0 });
  const page = turned.documentId === documentId ? turned.page : 0;
  const selection = useStore(selections, (state) => state[documentId]);
  const paged = jsonTextLength >= PAGED_FROM;
  const shown = useJsonText(document, paged ? page : 0, paged);
  const current = shown.documentId === documentId;
  const { start, end = 0 } = selection?.json ?? {};

  useEffect(() => {
    if (!paged || start === undefined) return;
    // What reaches onto the page in view is there to be seen: a click on it turns no page.
    setTurned((now) =>
      now.documentId === documentId && spanOnPage({ start, end }, now.page) !== undefined
        ? now
        : { documentId, page: pageOf(start) },
    );
  }, [documentId, paged, start, end]);

  if (document.progress !== undefined && jsonTextLength === 0)
    return <Waiting stage={readingStage(document)} />;
  if (shown.failure !== "") return <p className="quiet-note">{shown.failure}</p>;
  return (
    <>
      <CodeEditor
        textKey={textKey}
        text={shown.text}
        language={JSON_LITE}
        label={label}
        highlight={current ? spanOnPageOrWhole(selection?.json, paged, page) : undefined}
        onPlace={(offset) => {
          const place = (paged ? page * PAGE_LENGTH : 0) + offset;
          if (current) void select(documentId, { kind: "json", offset: place });
        }}
      />
      {paged ? (
        <Pager
          page={page}
          count={pageCount(jsonTextLength)}
          onPage={(next) => setTurned({ documentId, page: next })}
        />
      ) : null}
    </>
  );
}

function spanOnPageOrWhole(span: Parameters<typeof spanOnPage>[0], paged: boolean, page: number) {
  return paged ? spanOnPage(span, page) : span;
}
