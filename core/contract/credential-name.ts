/** Names whose values are secrets. */

const WORDS = "token|secret|password|api[-_]?key";
const HEADER = new RegExp(`^(authorization|proxy-authorization|cookie|set-cookie)$|${WORDS}`, "i");
const LAST_STEP = new RegExp(`(${WORDS}|authorization|cookie|credential)[^.]*$`, "i");

/** True for metadata and headers that carry a credential: it goes into no file and is dots where it is shown. */
export function isCredentialName(name: string): boolean {
  return HEADER.test(name);
}

/** True for a path of a field, or the name of a variable, whose value is a secret wherever it is put in. */
export function isSecretPath(path: string): boolean {
  return LAST_STEP.test(path);
}
