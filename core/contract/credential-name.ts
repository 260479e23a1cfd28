/** Names of metadata and headers that carry a credential. */
const CREDENTIAL = /^(authorization|proxy-authorization|cookie|set-cookie)$|api-?key|token|secret|password/i;

/** True for a name whose value is a secret: it goes into no file that is made to be passed on. */
export function isCredentialName(name: string): boolean {
  return CREDENTIAL.test(name);
}
