import type { Finding } from "../../../finding.ts";
import { findingOf, type Remark, Remarks } from "../../remarks.ts";
import { placesOf } from "../places.ts";
import type { SyntaxFault } from "./cursor.ts";

interface PathRemark extends Remark {
  readonly path: string;
}

/** Collects what is wrong with a text in the text format. */
export class EncodeFindings extends Remarks<PathRemark> {
  /** All findings in text order, with line, column and path. */
  finish(text: string, fault: SyntaxFault | undefined, faultPath: string): Finding[] {
    const syntax = { severity: "error", code: "text-syntax", path: faultPath } as const;
    const kept = this.kept(fault && { ...syntax, ...fault });
    const places = placesOf(text, kept);
    return kept.map((remark, index) => findingOf(remark, remark.path, places[index]));
  }
}
