/** What a person may not have meant in credentials that can be sent as they are. Pure. */

/** About a token that was pasted with the word before it. */
export function tokenNote(token: string): string | undefined {
  return /^\s*bearer\s/i.test(token)
    ? "“Bearer” is put before the token: it would be sent twice."
    : undefined;
}

/** About a user name with a colon (RFC 7617, 2). */
export function userNote(username: string): string | undefined {
  return username.includes(":")
    ? "A server reads the user up to the first colon: the rest would be of the password."
    : undefined;
}
