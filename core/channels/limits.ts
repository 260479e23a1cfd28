/** Bounds that hold where a caller sets none. */

/** Bytes one received message may have. */
export const DEFAULT_MAX_MESSAGE_BYTE_LENGTH = 64 * 1024 * 1024;
/** Time until a connection stands, in ms. */
export const DEFAULT_CONNECT_TIMEOUT = 20_000;
/** Bytes kept of a body that is no message. */
export const BODY_BOUND = 64 * 1024;
/** Characters of such a body that go into a status message. */
export const BODY_EXCERPT = 200;
