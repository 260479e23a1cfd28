import { describe, expect, it } from "vitest";
import {
  CallParams,
  InspectParams,
  OpenSchemaParams,
  PageParams,
  StateParams,
} from "../../core/contract/params.ts";
import { validateRequest } from "../../core/engine/validate.ts";
import { ByteglassError } from "../../core/error.ts";

const call = {
  operationId: "1",
  schemaId: "schema-1",
  method: "pkg.Service/Method",
  channel: "grpc",
  server: { target: "127.0.0.1:1", security: { mode: "auto" } },
  messages: ["{}"],
  metadata: [],
};

describe("a request", () => {
  it("passes in the right shape, without what the shape does not name", () => {
    expect(validateRequest("call", CallParams, { ...call, other: 1 })).toEqual(call);
  });

  it.each([
    ["call", CallParams, undefined, "the request is missing"],
    ["call", CallParams, 3, "the request should be Object, but it is 3"],
    ["call", CallParams, { ...call, method: "" }, 'the field "method" should be >=1 in length, but it is 0'],
    ["call", CallParams, { ...call, method: undefined }, 'the field "method" is missing'],
    [
      "call",
      CallParams,
      { ...call, server: { target: "a", security: { mode: "maybe" } } },
      'the field "server.security.mode" should be ("auto" | "plaintext" | "tls"), but it is "maybe"',
    ],
    ["call", CallParams, { ...call, messages: [1] }, 'the field "messages.0" should be string, but it is 1'],
    [
      "readHex",
      PageParams,
      { documentId: "d", start: 1.5, end: 2 },
      'the field "start" should be integer, but it is 1.5',
    ],
    [
      "readHex",
      PageParams,
      { documentId: "d", start: -1, end: 2 },
      'the field "start" should be >=0, but it is -1',
    ],
    [
      "openSchema",
      OpenSchemaParams,
      { operationId: "1", sources: [] },
      'the field "sources" should be >=1 in length, but it is 0',
    ],
    [
      "inspect",
      InspectParams,
      { input: { kind: "bytes", bytes: [8] } },
      'the field "input.bytes" cannot be Array',
    ],
    [
      "saveState",
      StateParams,
      { texts: [{ name: "../up", text: "" }] },
      'the field "texts.0.name" should be /^[a-z][a-z0-9-]{0,63}$/, but it is "../up"',
    ],
    [
      "saveState",
      StateParams,
      { texts: [{ name: `A${"x".repeat(200)}`, text: "" }] },
      `the field "texts.0.name" should be /^[a-z][a-z0-9-]{0,63}$/, but it is "A${"x".repeat(75)}...`,
    ],
  ])("%s with a fault in it is refused: case %#", (method, schema, request, complaint) => {
    let thrown: unknown;
    try {
      validateRequest(method, schema, request);
    } catch (caught) {
      thrown = caught;
    }
    expect(thrown).toBeInstanceOf(ByteglassError);
    expect(thrown).toMatchObject({ code: "usage", message: `${method}: ${complaint}.` });
  });
});
