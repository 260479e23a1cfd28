/** What a diagnosis is made of. */

/** The likely cause and the next step, a sentence each. */
export interface Diagnosis {
  readonly explanation: string;
  readonly hint: string;
}

/** The text with a full stop, where it has no end of its own. */
export function sentence(message: string): string {
  const text = message.trim();
  return /[.!?]\u201d?$/.test(text) ? text : `${text}.`;
}
