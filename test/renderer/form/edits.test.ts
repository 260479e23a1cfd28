import { describe, expect, it } from "vitest";
import type { FieldDescription, FieldShape } from "../../../core/contract/views.ts";
import { chooseMember } from "../../../renderer/form/choose-member.ts";
import {
  type Control,
  controlOf,
  emptyValue,
  freeKey,
  writeValue,
} from "../../../renderer/form/field-value.ts";
import { appendItem, applyEdit, removeAt } from "../../../renderer/form/json-edits.ts";
import { type JsonObject, readJsonTree } from "../../../renderer/form/json-tree.ts";
import { setSlot, slotsOf, unsetSlot } from "../../../renderer/form/slots.ts";

function field(type: string, more: Partial<FieldDescription & FieldShape> = {}): FieldDescription {
  const { cardinality = "single", key, oneof, ...rest } = more;
  const shape = { cardinality, type, ...(key && { key }), ...(oneof && { oneof }) };
  return { path: "", declaration: "", comment: "", shape, ...rest };
}

const FIELDS = ["a", "b", "c"].map((name) => ({ name, field: field("string") }));

function objectOf(text: string): JsonObject {
  const node = readJsonTree(text);
  if (node?.kind !== "object") throw new Error(`${text} is no object`);
  return node;
}

function put(text: string, name: string, raw: string): string {
  const slots = slotsOf(FIELDS, objectOf(text));
  const slot = slots.find((one) => one.name === name);
  return slot === undefined ? text : applyEdit(text, setSlot(text, objectOf(text), slots, slot, raw));
}

function takeOut(text: string, name: string): string {
  const object = objectOf(text);
  const slot = slotsOf(FIELDS, object).find((one) => one.name === name);
  return slot === undefined ? text : applyEdit(text, unsetSlot(object, slot));
}

describe("a field is written", () => {
  it.each([
    ["into an empty object", "{}", "b", '{\n  "b": 1\n}'],
    ["over its value alone", '{"a": 007,  "b":2 }', "b", '{"a": 007,  "b":1 }'],
    ["behind those that are declared before it", '{"a": 0, "c": 3}', "b", '{"a": 0, "b": 1, "c": 3}'],
    ["before all others", '{"c": 3}', "a", '{"a": 1, "c": 3}'],
    ["on a line of its own", '{\n    "a": 0\n}', "c", '{\n    "a": 0,\n    "c": 1\n}'],
    ["first on a line of its own", '{\n\t"c": 0\n}', "a", '{\n\t"a": 1,\n\t"c": 0\n}'],
  ])("%s", (_, text, name, after) => expect(put(text, name, "1")).toBe(after));

  it("inside another message with its indent", () => {
    const text = '{\n  "m": {}\n}';
    const inner = objectOf(text).members[0]?.value as JsonObject;
    const slots = slotsOf(FIELDS, inner);
    const [slot] = slots;
    expect(slot && applyEdit(text, setSlot(text, inner, slots, slot, "1"))).toBe(
      '{\n  "m": {\n    "a": 1\n  }\n}',
    );
  });

  it("under the name that is in the text", () => {
    const renamed = [{ name: "userId", field: { ...field("string"), declaration: "string user_id = 1" } }];
    const [slot] = slotsOf(renamed, objectOf('{"user_id": "x"}'));
    expect(slot?.member?.key).toBe("user_id");
  });
});

describe("a field is left out", () => {
  it.each([
    ["alone", '{ "a": 1 }', "a", "{}"],
    ["first", '{"a": 1, "b": 2}', "a", '{"b": 2}'],
    ["last", '{\n  "a": 1,\n  "b": 2\n}', "b", '{\n  "a": 1\n}'],
    ["in the middle", '{"a":1,"b":2,"c":3}', "b", '{"a":1,"c":3}'],
    ["that is not there", '{"a": 1}', "b", '{"a": 1}'],
  ])("%s", (_, text, name, after) => expect(takeOut(text, name)).toBe(after));
});

describe("items of a list", () => {
  it.each([
    ["[]", "[\n  0\n]"],
    ["[1]", "[1, 0]"],
    ["[\n  1\n]", "[\n  1,\n  0\n]"],
  ])("are added to %j", (text, after) => {
    const list = readJsonTree(text);
    expect(list?.kind === "list" && applyEdit(text, appendItem(text, list, "0"))).toBe(after);
  });

  it("are taken out", () => {
    const text = "[1, 2, 3]";
    const list = readJsonTree(text);
    const out = [0, 1, 2].map(
      (index) => list?.kind === "list" && applyEdit(text, removeAt(list, list.items, index)),
    );
    expect(out).toEqual(["[2, 3]", "[1, 3]", "[1, 2]"]);
  });
});

describe("a value that is typed", () => {
  it.each([
    ["string", 'a "b"', undefined, '"a \\"b\\""'],
    ["string", "{{user}}", undefined, '"{{user}}"'],
    ["int32", "12", undefined, "12"],
    ["int32", "{{count}}", undefined, "{{count}}"],
    ["int32", "012", undefined, '"012"'],
    ["int32", "1 2", undefined, '"1 2"'],
    ["int64", "9007199254740993", undefined, '"9007199254740993"'],
    ["int64", "9007199254740993", "1", "9007199254740993"],
    ["fixed64", "1", '"2"', '"1"'],
    ["double", "1.10", undefined, "1.10"],
    ["double", "NaN", undefined, '"NaN"'],
    ["double", "1.", undefined, '"1."'],
    ["bool", "true", undefined, "true"],
    ["bool", "yes", undefined, '"yes"'],
  ])("as %s, %s over %s, is %s", (type, typed, before, raw) =>
    expect(writeValue(typed, field(type), before)).toBe(raw),
  );

  it.each<[string, Partial<FieldDescription>, Control, string]>([
    ["string", {}, "text", '""'],
    ["bytes", {}, "text", '""'],
    ["uint64", {}, "number", '"0"'],
    ["bool", {}, "boolean", "false"],
    ["enum", { values: [{ name: "ONE", comment: "" }] }, "choice", '"ONE"'],
    ["message", { messageType: "a.B" }, "message", "{}"],
    ["message", { messageType: "google.protobuf.Timestamp" }, "text", '""'],
    ["message", { messageType: "google.protobuf.Int64Value" }, "number", '"0"'],
    ["message", { messageType: "google.protobuf.Any" }, "free", "{}"],
    ["message", { messageType: "google.protobuf.ListValue" }, "free", "[]"],
  ])("%s %j has the control %s and starts as %s", (type, more, control, empty) => {
    expect(controlOf(field(type, more))).toBe(control);
    expect(emptyValue(field(type, more))).toBe(empty);
  });

  it.each([
    ["string", [], "key"],
    ["string", ["key", "key2"], "key3"],
    ["int32", ["0"], "1"],
    ["bool", ["false"], "true"],
  ])("as a new %s key beside %j is %s", (key, taken, free) =>
    expect(freeKey(field("string", { key }), taken)).toBe(free),
  );
});

describe("a member of a oneof", () => {
  const place = { start: 0, fields: FIELDS, names: ["a", "b"] };
  it.each([
    ["takes the place of another", '{"a": 1, "c": 3}', "b", '{"b": "", "c": 3}'],
    ["stays when it is chosen again", '{"a": 1}', "a", '{"a": 1}'],
    ["is set where none was", '{"c": 3}', "a", '{"a": "", "c": 3}'],
    ["leaves when none is chosen", '{"a": 1, "c": 3}', undefined, '{"c": 3}'],
    ["stays alone of two", '{"a": 1, "b": 2}', "b", '{"b": 2}'],
  ])("%s", (_, text, chosen, after) => expect(chooseMember(text, place, chosen, new Map())).toBe(after));

  it("comes back with what was typed for it", () => {
    expect(chooseMember('{"b": 2}', place, "a", new Map([["a", '"typed"']]))).toBe('{"a": "typed"}');
  });

  it("is chosen in a message within, which alone changes", () => {
    const text = '{"a": 0, "m": {"a": 1}, "b": 2}';
    expect(chooseMember(text, { ...place, start: text.indexOf('{"a": 1}') }, "b", new Map())).toBe(
      '{"a": 0, "m": {"b": ""}, "b": 2}',
    );
  });
});
