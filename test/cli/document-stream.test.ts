import fc from "fast-check";
import { expect, it } from "vitest";
import { moveFinding } from "../../cli/call/body-faults.ts";
import { DocumentStream } from "../../cli/call/document-stream.ts";

/** Where the first character of each document is, however the text is cut. */
function placesOf(text: string, cuts: readonly number[]): readonly string[] {
  const stream = new DocumentStream("standard input");
  const bytes = new TextEncoder().encode(text);
  const ends = [...new Set([...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length])].sort(
    (a, b) => a - b,
  );
  const messages = ends.flatMap((end, index) => stream.read(bytes.slice(ends[index - 1] ?? 0, end)));
  return [...messages, ...stream.end()].map((message) => {
    const place = { start: 0, end: 1, line: 1, column: 1 };
    const moved = moveFinding({ code: "x", severity: "error", message: "", text: place }, message);
    return `${moved.file} ${moved.text?.line}:${moved.text?.column} ${message.text.replace(/\s/g, "")}`;
  });
}

it("places every document in the whole text, wherever the pieces end", () => {
  const text = '{"a": 1} {"b":\n 2}\n\n  {"c": "ä"}{"d": 4} 5\n6';
  const whole = placesOf(text, []);
  expect(whole).toEqual([
    'standard input 1:1 {"a":1}',
    'standard input 1:10 {"b":2}',
    'standard input 4:3 {"c":"ä"}',
    'standard input 4:13 {"d":4}',
    "standard input 4:22 5",
    "standard input 5:1 6",
  ]);
  fc.assert(
    fc.property(fc.array(fc.nat()), (cuts) => {
      expect(placesOf(text, cuts)).toEqual(whole);
    }),
  );
});

it.each([
  ["a bracket that closes nothing", '{"a":1}}', ['{"a":1}', "}"]],
  ["brackets that do not match", '{"a":[1}', ['{"a":[1}']],
  ["what may go on", '{"a":', []],
])("hands on %s at once only where more cannot make it whole", (_, text, expected) => {
  const stream = new DocumentStream("standard input");
  const read = stream.read(new TextEncoder().encode(`${text}\n`));
  expect(read.map((message) => message.text.trim())).toEqual(expected);
});
