/** How much of a request may be on its way to the system at once: what is there together travels together. */

/** Bytes under way before the next sender waits. */
export const SEND_WINDOW = 64 * 1024;

/** What a message counts for, in bytes: its length and a little more, so that empty ones are held back, too. */
export function weightOf(bytes: Uint8Array): number {
  return 16 + bytes.length;
}
