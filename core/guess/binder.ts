import type { Binder } from "../wire/binder.ts";
import { Kind } from "../wire/kinds.ts";
import { findInvalidUtf8 } from "../wire/utf8.ts";

/** Answers the walker without a schema. */
export function createGuessBinder(bytes: Uint8Array): Binder {
  return {
    root: 0,
    bodyKind: (_scope, _number, start, end) => {
      if (start === end) return Kind.empty;
      return findInvalidUtf8(bytes, start, end) === undefined ? Kind.text : Kind.bytes;
    },
    enter: () => 0,
  };
}
