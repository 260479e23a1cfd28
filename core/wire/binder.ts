import { Kind } from "./kinds.ts";

/**
 * What the walker asks while it walks: only what the bytes cannot tell. A scope is a number of the binder's own
 * that stands for what it knows about one message; 0 is "nothing known".
 */
export interface Binder {
  /** The scope of the outermost message. */
  readonly root: number;
  /** What the body of a LEN record is. The span is inside the buffer; `end` is clipped where bytes are missing. */
  bodyKind(scope: number, number: number, start: number, end: number): Kind;
  /** The scope of the records inside a message or group body that is entered now. */
  enter(scope: number, number: number, wireType: number, start: number, end: number): number;
  /** Remembers what the binder keeps of the walk; the function goes back to it. Absent for one that keeps nothing. */
  save?(): () => void;
}

/** A binder for what a schema does not know. */
export interface FallbackBinder extends Binder {
  /** The scope of the fields that a type does not declare. */
  rootOf(typeName: string): number;
  /** The kind that somebody chose for the LEN bodies of a field; it goes before that of the schema. */
  chosenKind(scope: number, number: number): Kind | undefined;
}

/** Takes every LEN body as bytes: nothing is entered but groups. */
export const OPAQUE_BINDER: FallbackBinder = {
  root: 0,
  rootOf: () => 0,
  chosenKind: () => undefined,
  bodyKind: () => Kind.bytes,
  enter: () => 0,
};
