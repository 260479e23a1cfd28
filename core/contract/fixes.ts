/** All findings of a document, with a fix where there is one. */
import * as v from "valibot";
import type { Finding } from "../finding.ts";
import type { Edit } from "./edit.ts";
import type { InputChoice } from "./input.ts";
import { Identifier } from "./shapes.ts";

/** What mends a finding. */
export type Fix =
  /** An edit for `editDocument`. */
  | { readonly kind: "edit"; readonly label: string; readonly edit: Edit; readonly repair: boolean }
  /** Another way to take the input, for `reinspect`. */
  | { readonly kind: "input"; readonly label: string; readonly choices: readonly InputChoice[] };

/** A finding of a document. */
export interface DocumentFinding extends Finding {
  /** Tree row of the record it is about; -1 for the whole. */
  readonly record: number;
  readonly fix?: Fix;
}

export const ReadFindingsParams = v.object({ documentId: Identifier });
export type ReadFindingsRequest = v.InferOutput<typeof ReadFindingsParams>;

export interface FindingMethods {
  /** All findings, as in the summary, in the order of their places. */
  readFindings(request: ReadFindingsRequest): Promise<readonly DocumentFinding[]>;
}
