/** Bounds that hold where a caller sets none. */

/** Bytes one received message may have. */
export const DEFAULT_MAX_MESSAGE_BYTE_LENGTH = 64 * 1024 * 1024;
/** Time until a connection stands, in ms. */
export const DEFAULT_CONNECT_TIMEOUT = 20_000;
/** Bytes that the header fields of an answer may have together; Node by itself takes 16 kB over HTTP/1.1. */
export const HEADERS_BYTE_BOUND = 1024 * 1024;
/** Fields that a header block of HTTP/2 may have. */
export const HEADER_FIELDS_BOUND = 10_000;
/** Bytes kept of a body that is no message. */
export const BODY_BOUND = 64 * 1024;
/** Characters of such a body that go into a status message. */
export const BODY_EXCERPT = 200;
