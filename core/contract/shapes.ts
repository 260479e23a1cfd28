/** The shapes that parameters are made of, with their bounds. */
import * as v from "valibot";

/** An id, a full name, an address. */
export const Identifier = v.pipe(v.string(), v.minLength(1), v.maxLength(1024));
/** What a person wrote, up to 512 Mi UTF-16 units. */
export const Text = v.pipe(v.string(), v.maxLength(512 * 1024 * 1024));
/** A file or a folder. */
export const Path = v.pipe(v.string(), v.minLength(1), v.maxLength(32_768));
/** A place in bytes, rows or UTF-16 units, or an index. */
export const Offset = v.pipe(v.number(), v.integer(), v.minValue(0));
export const Bytes = v.custom<Uint8Array>((value) => value instanceof Uint8Array);
