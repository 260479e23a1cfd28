/** Bytes from which on a document is read in steps, and can be looked at before its end is reached. */
export const LARGE = 1024 * 1024;
