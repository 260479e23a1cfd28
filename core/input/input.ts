import type { Finding } from "../finding.ts";

/** What a form of text gives: bytes, or nothing when the text is not of that form. */
export interface DecodedForm {
  /** `hex`, `base64`, `Go byte list`. */
  readonly form: string;
  /** True for a form that stood in a string of another language. */
  readonly isInString?: true;
  readonly bytes: Uint8Array;
  readonly findings?: readonly Finding[];
}

/** A text as bytes: the form taken, and the others that also fit, likeliest first. */
export interface DecodedText extends DecodedForm {
  readonly findings: readonly Finding[];
  readonly others: readonly DecodedForm[];
}
