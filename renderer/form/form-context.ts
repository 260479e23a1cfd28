import { createContext, useContext } from "react";
import type { Finding } from "../../core/finding.ts";
import type { TextEdit } from "./json-edits.ts";
import type { TextSpan } from "./json-tree.ts";

/** What every row of a form needs. */
export interface FormTools {
  readonly text: string;
  readonly edit: (edit: TextEdit) => void;
  /** Selects a value in the other panes. */
  readonly select: (span: TextSpan) => void;
  /** Goes to a place in the JSON. */
  readonly openJson: (start: number) => void;
  /** What is wrong with the value at a span. */
  readonly wrongAt: (span: TextSpan) => Finding | undefined;
}

/** The tools of the form around. */
export const FormContext = createContext<FormTools | undefined>(undefined);

/** The tools of the form that a row is in. */
export function useForm(): FormTools {
  const tools = useContext(FormContext);
  if (tools === undefined) throw new Error("a row of a form outside of a form");
  return tools;
}
