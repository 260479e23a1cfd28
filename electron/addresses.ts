/** Where the window's page is. */

/** The scheme and the one host under which the window's files are served. */
export const UI_SCHEME = "app";
const UI_HOST = "ui";

/** The window's page. */
export const UI_ADDRESS = `${UI_SCHEME}://${UI_HOST}/index.html`;

/** True for an address on the window's own origin. (`URL.origin` is "null" for schemes of our own.) */
export function isOwnAddress(address: string): boolean {
  if (!URL.canParse(address)) return false;
  const url = new URL(address);
  return url.protocol === `${UI_SCHEME}:` && url.host === UI_HOST;
}
