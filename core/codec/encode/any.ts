import { CLOSE_BRACE, COLON, OPEN_BRACE, QUOTE } from "../json/characters.ts";
import { type MessagePlan, messagePlanOf } from "../plan/message-plan.ts";
import { ORDINARY } from "../plan/well-known.ts";
import { writeBase64 } from "./bytes.ts";
import { type EncodeState, FIRST_IS_KEPT, type Outcome, REFUSED, WRITTEN } from "./encode-state.ts";
import { passTypeKey, writeContent, writeObject } from "./messages.ts";
import { writeString } from "./strings.ts";

const TYPE_URL_TAG = 0x0a;
const VALUE_TAG = 0x12;
const EMPTY = "google.protobuf.Empty";

/** Where the `@type` member of an object stands. */
interface TypeMember {
  readonly keyStart: number;
  readonly valueStart: number;
  readonly valueEnd: number;
  readonly url: string;
}

/** Writes the JSON object at the cursor as the content of a `google.protobuf.Any`. `@type` may stand anywhere in it. */
export function writeAny(state: EncodeState, depth: number): Outcome {
  const { cursor } = state;
  if (cursor.peek() !== OPEN_BRACE) {
    state.refuseType('an object with "@type" (google.protobuf.Any)');
    return REFUSED;
  }
  if (depth > state.maxDepth) {
    state.refuseDepth();
    return REFUSED;
  }
  const start = cursor.position;
  const { whitespace, extraBytes } = cursor;
  const member = findTypeMember(state);
  if (cursor.isOver) return REFUSED;
  cursor.position = start;
  cursor.whitespace = whitespace;
  cursor.extraBytes = extraBytes;
  return member === undefined ? writeUntyped(state) : writeTyped(state, member, depth);
}

/** Looks for `@type` among the members of the object at the cursor. */
function findTypeMember(state: EncodeState): TypeMember | undefined {
  const { cursor } = state;
  cursor.position += 1;
  if (cursor.peek() === CLOSE_BRACE) return undefined;
  do {
    if (cursor.peek() !== QUOTE) {
      cursor.failKey();
      return undefined;
    }
    const keyStart = cursor.position;
    if (!cursor.scanString()) return undefined;
    const isType = cursor.tokenText() === "@type";
    if (!cursor.expect(COLON, '":"')) return undefined;
    if (isType && cursor.peek() === QUOTE) {
      const valueStart = cursor.position;
      if (!cursor.scanString()) return undefined;
      return { keyStart, valueStart, valueEnd: cursor.position, url: cursor.tokenText() };
    }
    if (!state.skip()) return undefined;
  } while (cursor.nextMember());
  return undefined;
}

/** `{}` is an `Any` without type and value; anything else needs a type. */
function writeUntyped(state: EncodeState): Outcome {
  const { cursor } = state;
  const start = cursor.position;
  if (!state.skip()) return REFUSED;
  if (/^\{\s*\}$/.test(cursor.text.substring(start, cursor.position))) return WRITTEN;
  const message = 'Expected the key "@type" with the type URL of the message in this google.protobuf.Any.';
  state.refuse(
    "missing-type",
    start,
    start + 1,
    message,
    'Add "@type": "type.googleapis.com/package.Message".',
  );
  return REFUSED;
}

function writeTyped(state: EncodeState, member: TypeMember, depth: number): Outcome {
  const { cursor } = state;
  const objectStart = cursor.position;
  cursor.position = member.valueStart;
  if (!writeTypeUrl(state, member)) return REFUSED;
  cursor.position = objectStart;
  const name = member.url.substring(member.url.lastIndexOf("/") + 1);
  const desc = state.registry.getMessage(name);
  if (desc === undefined) return writeUnresolved(state, member, name);
  if (!member.url.includes("/")) {
    const message = `The type URL ${JSON.stringify(member.url)} has no "/" before the type's name; some receivers refuse that.`;
    state.warn(
      "type-url-form",
      member.valueStart,
      member.valueEnd,
      message,
      `Write "type.googleapis.com/${name}".`,
    );
  }
  const plan = messagePlanOf(desc);
  if (plan.wellKnown !== ORDINARY || plan.typeName === EMPTY)
    return writeWithValue(state, plan, member, depth);
  return writePayload(state, () => writeObject(state, plan, depth, member.keyStart));
}

function writeTypeUrl(state: EncodeState, member: TypeMember): boolean {
  const { sink, links, cursor } = state;
  const byteStart = sink.length;
  const { extraBytes } = cursor;
  sink.varint32(TYPE_URL_TAG);
  const start = sink.length + 1;
  sink.reserve(1);
  sink.length = start;
  if (!writeString(state)) return false;
  cursor.extraBytes = extraBytes;
  sink.closeLength(start, 1);
  links.add(member.keyStart, member.valueEnd, byteStart, sink.length);
  return true;
}

/** Writes the `value` record around what `write` writes; an empty one is left out, as every serializer does. */
function writePayload(state: EncodeState, write: () => Outcome): Outcome {
  const { sink, links } = state;
  const recordStart = sink.length;
  const firstLink = links.length;
  sink.varint32(VALUE_TAG);
  sink.reserve(1);
  sink.length += 1;
  const start = sink.length;
  if (write() === REFUSED) return REFUSED;
  if (sink.length === start) sink.length = recordStart;
  else {
    const shift = sink.closeLength(start, 1);
    if (shift !== 0) links.shift(firstLink, shift);
  }
  return WRITTEN;
}

/** A well-known type stands in the member `value`, beside `@type`. */
function writeWithValue(state: EncodeState, plan: MessagePlan, member: TypeMember, depth: number): Outcome {
  const objectStart = state.cursor.position;
  let isWritten = false;
  let outcome: Outcome = WRITTEN;
  passMembers(state, member, plan, () => {
    if (isWritten) return false;
    isWritten = true;
    outcome = writePayload(state, () => writeContent(state, plan, depth + 1));
    return true;
  });
  if (!isWritten && plan.typeName !== EMPTY && !state.cursor.isOver) {
    const message = `Expected the key "value" with a ${plan.typeName} beside "@type".`;
    state.refuse("missing-value", objectStart, objectStart + 1, message, 'Add "value" to this object.');
    return REFUSED;
  }
  return outcome;
}

/** The bytes of a message whose type nobody knows can still be given: in base64, as Byteglass shows them. */
function writeUnresolved(state: EncodeState, member: TypeMember, name: string): Outcome {
  const { cursor, sink } = state;
  const objectStart = cursor.position;
  if (!/.\/./.test(member.url) || !isBytesForm(state, member)) {
    cursor.position = objectStart;
    if (!state.skip()) return REFUSED;
    const message = `No loaded schema has the message type ${JSON.stringify(name)}.`;
    const hint = 'Load a schema that has it, or give its bytes in base64 as the only other key: "value".';
    state.refuse("unresolved-any", member.valueStart, member.valueEnd, message, hint);
    return REFUSED;
  }
  cursor.position = objectStart;
  let outcome: Outcome = WRITTEN;
  passMembers(state, member, undefined, () => {
    const start = sink.length;
    sink.varint32(VALUE_TAG);
    outcome = writeBase64(state);
    if (sink.length <= start + 2) sink.length = start;
    return true;
  });
  const message = `No loaded schema has the message type ${JSON.stringify(name)}; the bytes in "value" are sent as they are.`;
  state.warn("unresolved-any", member.valueStart, member.valueEnd, message, "Load a schema that has it.");
  return outcome;
}

/** True when the object has, beside `@type`, at most a string in `value`. */
function isBytesForm(state: EncodeState, member: TypeMember): boolean {
  const { cursor } = state;
  const { whitespace, extraBytes } = cursor;
  let values = 0;
  let others = 0;
  cursor.position += 1;
  do {
    if (cursor.peek() !== QUOTE) break;
    const isType = cursor.position === member.keyStart;
    if (!cursor.scanString()) break;
    const isValue = cursor.tokenText() === "value";
    if (!cursor.expect(COLON, '":"')) break;
    if (isValue && cursor.peek() === QUOTE) values += 1;
    else if (!isType) others += 1;
    if (!state.skip()) break;
  } while (cursor.nextMember());
  cursor.whitespace = whitespace;
  cursor.extraBytes = extraBytes;
  return others === 0 && values <= 1 && !cursor.isOver;
}

/** Passes the members of the object at the cursor; `writeValue` is called for `value` and answers false when it may not occur. */
function passMembers(
  state: EncodeState,
  member: TypeMember,
  plan: MessagePlan | undefined,
  writeValue: () => boolean,
): void {
  const { cursor } = state;
  cursor.position += 1;
  do {
    if (cursor.peek() !== QUOTE) {
      cursor.failKey();
      return;
    }
    const keyStart = cursor.position;
    if (!cursor.scanString()) return;
    const key = cursor.tokenText();
    const keyEnd = cursor.position;
    if (!cursor.expect(COLON, '":"')) return;
    if (key === "@type") passTypeKey(state, keyStart, member.keyStart);
    else if (key !== "value") passForeign(state, plan, key, keyStart, keyEnd);
    else passValue(state, keyStart, keyEnd, writeValue);
  } while (cursor.nextMember());
}

/** Beside `@type`, an `Any` with a well-known type has only `value`. */
function passForeign(
  state: EncodeState,
  plan: MessagePlan | undefined,
  key: string,
  start: number,
  end: number,
): void {
  if (plan !== undefined) {
    const message = `${JSON.stringify(key)} is no key of a google.protobuf.Any with a ${plan.typeName}`;
    const hint = 'It has the keys "@type" and "value".';
    state.object("unknown-field", start, end, message, hint, "it is skipped");
  }
  state.skip();
}

function passValue(state: EncodeState, keyStart: number, keyEnd: number, writeValue: () => boolean): void {
  const { links, sink, cursor } = state;
  cursor.peek();
  const byteStart = sink.length;
  const link = links.open(keyStart, byteStart);
  if (!writeValue()) {
    links.truncate(link);
    const message = 'The key "value" occurs twice in this object';
    state.object("duplicate-key", keyStart, keyEnd, message, "Keep one of the two.", FIRST_IS_KEPT);
    state.skip();
  } else if (sink.length === byteStart) links.truncate(link);
  else links.close(link, cursor.position, sink.length);
}
