/** Whom a certificate names. Pure. */

/** A subject's common name, and what else it says; the whole of it where it has no common name. */
export function readSubject(subject: string): { readonly name: string; readonly rest: string } {
  const parts = subject.split(/, (?=[A-Za-z]+=)/);
  const common = parts.find((part) => part.startsWith("CN="));
  if (common === undefined) return { name: subject, rest: "" };
  return { name: common.slice(3), rest: parts.filter((part) => part !== common).join(", ") };
}
