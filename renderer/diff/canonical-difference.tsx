import { useState } from "react";
import type { DocumentSummary } from "../../core/contract/views.ts";
import { applyCanonical } from "../edit/apply-canonical.ts";
import { useAsked } from "../engine/use-asked.ts";
import { formatBytes } from "../format/sizes.ts";
import { Difference } from "./difference.tsx";

/** Messages that are written again without being asked, in bytes. */
const UNASKED_LIMIT = 1024 * 1024;

interface CanonicalDifferenceProps {
  readonly document: DocumentSummary;
  readonly tabId: string;
}

/** What a serializer would write otherwise, and a button that writes it so. */
export function CanonicalDifference({ document, tabId }: CanonicalDifferenceProps) {
  const { documentId, byteLength } = document;
  const [wanted, setWanted] = useState("");
  const isAsked = byteLength <= UNASKED_LIMIT || wanted === documentId;
  const asked = useAsked(isAsked ? documentId : "", (one) => one.canonicalDocument({ documentId }));
  if (!isAsked)
    return (
      <button type="button" className="control button diff-apply" onClick={() => setWanted(documentId)}>
        Compare {formatBytes(byteLength)}
      </button>
    );
  if (asked.error !== undefined)
    return (
      <p className="quiet-note">
        {asked.error.message} {asked.error.hint}
      </p>
    );
  if (asked.value === undefined || asked.key !== documentId) return null;
  const { patches, document: canonical } = asked.value;
  if (patches.length === 0) return <p className="quiet-note">A serializer would write just these bytes.</p>;
  return (
    <>
      <button
        type="button"
        className="control button diff-apply"
        onClick={() => void applyCanonical({ key: tabId, tabId })}
      >
        Write it so
      </button>
      <Difference before={document} after={canonical} shown="before" />
    </>
  );
}
