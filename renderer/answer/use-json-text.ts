import { useEffect, useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { toErrorRecord } from "../engine/failure.ts";
import { engine } from "../engine/link.ts";
import { PAGE_LENGTH } from "./text-pages.ts";

/** A page of a document's JSON text. */
export interface JsonText {
  /** Empty until the first text is there. */
  readonly documentId: string;
  readonly page: number;
  readonly text: string;
  /** Why it could not be read. */
  readonly failure: string;
}

const NOTHING: JsonText = { documentId: "", page: 0, text: "", failure: "" };

/** One page of a document's JSON text; the one before stays until it is there. */
export function useJsonText(document: DocumentSummary | undefined, page: number, paged: boolean): JsonText {
  const [shown, setShown] = useState<JsonText>(NOTHING);
  const documentId = document?.documentId;
  const length = document?.jsonTextLength ?? 0;
  useEffect(() => {
    if (documentId === undefined) return;
    let wanted = true;
    const start = paged ? page * PAGE_LENGTH : 0;
    const end = paged ? Math.min(length, start + PAGE_LENGTH) : length;
    void engine()
      .then((one) => one.readJson({ documentId, start, end }))
      .then(
        (text) => wanted && setShown({ documentId, page, text, failure: "" }),
        (thrown: unknown) =>
          wanted && setShown({ documentId, page, text: "", failure: toErrorRecord(thrown).message }),
      );
    return () => {
      wanted = false;
    };
  }, [documentId, length, page, paged]);
  return shown;
}
