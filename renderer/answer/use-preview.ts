import { useEffect, useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { engine } from "../engine/link.ts";

const LENGTH = 400;

/** The beginning of a document's JSON on one line. */
export function usePreview({ documentId, jsonTextLength }: DocumentSummary): string {
  const [preview, setPreview] = useState("");
  useEffect(() => {
    let wanted = true;
    void engine()
      .then((one) => one.readJson({ documentId, start: 0, end: Math.min(LENGTH, jsonTextLength) }))
      .then((text) => wanted && setPreview(oneLine(text)))
      .catch(() => undefined);
    return () => {
      wanted = false;
    };
  }, [documentId, jsonTextLength]);
  return preview;
}

/** A JSON text with its line breaks and indentation reduced to single spaces. */
export function oneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, " ");
}
