/** What JSON brings with it: the answer of gRPC beside JSON as other servers write it, and the reason of each difference. */
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { ChannelComparison, ComparedChannel } from "../../core/contract/compare.ts";
import { createEngine, type RunningEngine } from "../../core/engine.ts";
import { startSampleServer } from "../../proto-samples/server/index.ts";

let engine: RunningEngine;
let server: Server;
let schemaId: string;
let grpc: string;
let http: string;
/** What the JSON server says next; # becomes another number in every answer. */
let said = "{}";
let answers = 0;

const at = (target: string) => ({ target, security: { mode: "auto" as const } });

beforeAll(async () => {
  engine = createEngine({ onEvent: () => undefined, startSample: startSampleServer });
  ({ grpc } = await engine.startSample());
  server = createServer((request, response) => {
    request.resume();
    request.on("end", () => {
      answers += 1;
      response.setHeader("content-type", "application/json").end(said.replace("#", String(answers)));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  http = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const source = { kind: "reflection" as const, server: at(grpc), metadata: [], version: "auto" as const };
  ({ schemaId } = await engine.openSchema({ operationId: "open", sources: [source] }));
});
afterAll(async () => {
  await engine.close();
  server.close();
});

/** Compares gRPC, which echoes the message, with the server that says `json`. */
async function compared(
  message: string,
  json: string,
  {
    method = "samples.sink.v1.EchoService/Echo",
    binding,
  }: Partial<Pick<ComparedChannel, "binding">> & { readonly method?: string } = {},
): Promise<ChannelComparison> {
  said = json;
  const over: ComparedChannel = {
    channel: "http-json",
    server: at(http),
    ...(binding === undefined ? {} : { binding }),
  };
  const { channels } = await engine.compareChannels({
    operationId: `compare-${Math.random()}`,
    schemaId,
    method,
    message,
    metadata: [],
    channels: [{ channel: "grpc", server: at(grpc) }, over],
    count: 1,
  });
  const [, found] = channels;
  if (found === undefined) throw new Error("two channels were compared");
  return found;
}

/** Paths and codes of what differs. */
function told({ differences }: ChannelComparison) {
  return differences.map(({ path, reason }) => [path, reason?.code ?? "none"]);
}

describe("the reason of a difference", () => {
  it.each<[string, string, string, readonly [string, string][]]>([
    [
      "64 bits in a number of 53",
      '{"int64Value": "9007199254740993"}',
      '{"int64Value": 9007199254740992}',
      [["int64Value", "rounded"]],
    ],
    [
      "digits that were left out",
      '{"doubleValue": 0.1234567890123}',
      '{"doubleValue": 0.123457}',
      [["doubleValue", "rounded"]],
    ],
    ["NaN as null", '{"doubleValue": "NaN"}', '{"doubleValue": null}', [["doubleValue", "not-a-number"]]],
    ["infinity left out", '{"floatValue": "-Infinity"}', "{}", [["floatValue", "not-a-number"]]],
    [
      "a zero without its sign",
      '{"floatValue": -0.0}',
      '{"floatValue": 0}',
      [["floatValue", "negative-zero"]],
    ],
    [
      "a default that is set and left out",
      '{"optionalScalars": {"boolValue": false, "int32Value": 0}}',
      '{"optionalScalars": {}}',
      [
        ["optionalScalars.int32Value", "unset-or-default"],
        ["optionalScalars.boolValue", "unset-or-default"],
      ],
    ],
    [
      "defaults that are not set and written",
      "{}",
      '{"optionalScalars": {"doubleValue": 0}, "lists": {}, "boolValue": false}',
      [
        ["optionalScalars", "unset-or-default"],
        ["lists", "unset-or-default"],
      ],
    ],
    [
      "a message with nothing but defaults in it, at any depth, left out",
      '{"messageValue": {"optionalScalars": {"boolValue": false, "enumValue": 0}, "messageValue": {}}}',
      "{}",
      [["messageValue", "unset-or-default"]],
    ],
    [
      "a message with more than defaults in it, left out",
      '{"messageValue": {"optionalScalars": {"boolValue": false}, "int32Value": 1}}',
      "{}",
      [["messageValue", "none"]],
    ],
    [
      "items and entries, which are more than none",
      '{"messageValue": {"lists": {"messages": [{}]}}, "optionalScalars": {}, "lists": {"messages": [{}]}}',
      '{"optionalScalars": {"boolValue": false}, "lists": {}}',
      [
        ["messageValue", "none"],
        ["optionalScalars.boolValue", "unset-or-default"],
        ["lists.messages[0]", "none"],
      ],
    ],
    [
      "ns cut to ms, and to seconds",
      '{"wellKnown": {"timestamp": "2026-01-02T03:04:05.123456789Z", "duration": "1.5s"}}',
      '{"wellKnown": {"timestamp": "2026-01-02T03:04:05.123Z", "duration": "1s"}}',
      [
        ["wellKnown.timestamp.nanos", "time-cut"],
        ["wellKnown.duration.nanos", "time-cut"],
      ],
    ],
    ["another text", '{"stringValue": "a"}', '{"stringValue": "b"}', [["stringValue", "none"]]],
    ["another number", '{"int64Value": "9007199254740993"}', '{"int64Value": "9"}', [["int64Value", "none"]]],
    ["a value left out", '{"int32Value": 7}', "{}", [["int32Value", "none"]]],
    [
      "another value in a list",
      '{"lists": {"int64s": ["1", "2"]}}',
      '{"lists": {"int64s": ["1", "3"]}}',
      [["lists.int64s[1]", "none"]],
    ],
    [
      "a name that the enum does not have",
      '{"enumValue": 77}',
      '{"enumValue": "COLOUR_MAUVE"}',
      [["enumValue", "unknown-name"]],
    ],
    [
      "base64 of URLs, names and numbers of enums",
      '{"bytesValue": "+/8=", "enumValue": 2}',
      '{"bytes_value": "-_8", "enum_value": 2}',
      [],
    ],
  ])("is told for %s", async (_, message, json, expected) => {
    expect(told(await compared(message, json))).toEqual(expected);
  });

  it("is that of the rule where it answers with one field alone", async () => {
    const message = '{"messageValue": {"stringValue": "a"}, "lists": {"int32s": [1]}, "boolValue": true}';
    const one = await compared(message, '{"stringValue": "a"}', { binding: 4 });
    expect(told(one)).toEqual([
      ["boolValue", "response-body"],
      ["lists", "response-body"],
    ]);
    expect(one.differences[0]?.reason?.words).toContain("message_value alone (response_body)");
  });

  it("is said in words", async () => {
    const { differences } = await compared(
      '{"int64Value": "9007199254740993"}',
      '{"int64Value": 9007199254740992}',
    );
    expect(differences[0]?.reason?.words).toBe(
      "This server's JSON writes the number as a number of 53 bits: 9007199254740993 became 9007199254740992.",
    );
  });
});

describe("what changes from call to call", () => {
  it("is named, and not compared", async () => {
    const message = '{"stringValue": "id", "int32Value": 1}';
    const same = await compared(message, '{"stringValue": "id-#", "int32Value": 1}');
    expect([same.answer, same.varying, told(same)]).toEqual(["varies", ["stringValue"], []]);
    const other = await compared(message, '{"stringValue": "id-#", "int32Value": 2}');
    expect([other.answer, other.varying, told(other)]).toEqual([
      "different",
      ["stringValue"],
      [["int32Value", "none"]],
    ]);
  });
});

describe("an unknown field", () => {
  const cat = '{"modelId": "general-v2", "inputs": [{"image": {"url": "https://example.test/cat.jpg"}}]}';
  const method = "samples.vision.v1.VisionService/Predict";
  const concepts = '[{"name": "cat", "value": 0.9923}, {"name": "whiskers", "value": 0.9741}]';
  const answer = (more: string) =>
    `{"status": {"code": "SUCCESS", "description": "Ok"}, "outputs": [{"id": "out-7f3a", "concepts": ${concepts}${more}}]}`;

  it.each([
    ["", "The schema does not know field 9. JSON names its fields, so it has no place for this one."],
    [
      ', "madeAt": 1732281600',
      "The schema does not know field 9. The JSON has “madeAt” there, which the schema does not know either: read the schema again.",
    ],
  ])("has no place in JSON, with%s", async (more, words) => {
    const { differences } = await compared(cat, answer(more), { method });
    const [unknown] = differences.filter(({ path }) => path === "outputs[0].9");
    expect(unknown?.reason).toEqual({ code: "unknown-field", words });
  });
});

describe("habits", () => {
  it.each<[string, readonly string[]]>([
    ['{"int64Value": "1", "enumValue": "COLOUR_RED", "bytesValue": "+/8="}', []],
    ['{"int64Value": 1}', ["64-bit integers as numbers, which many readers round"]],
    ['{"enum_value": 2}', ["field names as in the .proto file", "enums as numbers"]],
    ['{"bytesValue": "-_8"}', ["bytes as base64 in the alphabet of URLs", "bytes as base64 without padding"]],
    [
      '{"boolValue": false, "messageValue": null}',
      ["fields at their default", "null for fields that are not set"],
    ],
    ['{"int32Value": "7"}', ["small numbers as texts"]],
  ])("of %s", async (json, habits) => {
    expect((await compared("{}", json)).jsonHabits).toEqual(habits);
  });
});
